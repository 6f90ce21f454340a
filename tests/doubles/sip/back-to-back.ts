// Two user agents with a back-to-back user agent between them, as PBXs and SBCs are: each has a dialogue with the middle alone, which
// passes descriptions on, may change the next one, refuse the next offer, ask for offers (RFC 3725 4.4) and offer a fax.
import { headerOf, type SipMessage, type SipRequest, type SipResponse } from '../../../server/sip/message.ts';
import type { Session } from '../../../src/sip/user-agent.ts';
import type { MemoryNetwork } from './memory-network.ts';
import { asCallee, asCaller, newDialog, type PeerDialog } from './peer-dialog.ts';
import { SipPeer } from './sip-peer.ts';
import { TestPhone, media } from './test-phone.ts';

export type End = 'alice' | 'bob';
export type Change = (sdp: string, role: 'active' | 'passive') => string;

const otherEnd = (end: End): End => (end === 'alice' ? 'bob' : 'alice');
const urlOf = (end: End): string => `wss://${end}.example.org/sip`;
const isWithin = (request: SipRequest): boolean => (headerOf(request, 'To') ?? '').includes('tag=');

interface Leg {
  readonly phone: TestPhone;
  readonly peer: SipPeer;
  dialog: PeerDialog | undefined;
  session: Session | undefined;
  /** What becomes of the next description towards this phone. */
  change: Change | undefined;
  /** What its next offer is answered, instead of being passed on. */
  refusal: number | undefined;
}

const sdpType = [['Content-Type', 'application/sdp']] as const;

export class BackToBack {
  readonly legs: Readonly<Record<End, Leg>>;
  /** Final answers to offers that the middle made itself. */
  readonly answers: number[] = [];
  readonly #wait: (ms: number) => Promise<unknown>;

  /** `wait`: lets time pass. */
  constructor(network: MemoryNetwork, wait: (ms: number) => Promise<unknown>) {
    this.#wait = wait;
    const leg = (end: End, user: string): Leg => ({
      peer: new SipPeer(network, urlOf(end)),
      phone: new TestPhone(user, [urlOf(end)]),
      dialog: undefined,
      session: undefined,
      change: undefined,
      refusal: undefined,
    });
    this.legs = { alice: leg('alice', '1001'), bob: leg('bob', '1002') };
  }

  /** Alice calls bob, who answers. */
  async talk(): Promise<void> {
    const { alice, bob } = this.legs;
    for (const { phone } of [alice, bob]) phone.userAgent.start();
    await this.#wait(100);
    alice.session = alice.phone.call('1002');
    const invite = await alice.peer.nextRequest('INVITE');
    const [register] = bob.peer.requests('REGISTER');
    const contact = /<([^>]+)>/u.exec((register && headerOf(register, 'Contact')) ?? '')?.[1] ?? '';
    const began = newDialog(contact, 'sip:1001@pbx.example.org', 'sip:1002@pbx.example.org');
    bob.peer.request('INVITE', began, { body: invite.body });
    await this.#wait(50);
    bob.session = bob.phone.ringing;
    bob.session.answer(media());
    const ok = await bob.peer.nextResponse('INVITE', 200);
    bob.dialog = asCaller(began, ok);
    bob.peer.request('ACK', bob.dialog);
    alice.dialog = asCallee(invite, alice.peer.respond(invite, 200, { body: ok.body, toTag: 'middle' }));
    await this.#wait(100);
    void this.#serve('alice');
    void this.#serve('bob');
  }

  /** Asks one for an offer, passes it to the other, and the answer back in the ACK. */
  async asksForOffer(end: End): Promise<void> {
    const asked = await this.#request(end, '');
    if (asked?.status !== 200) return;
    const answer = await this.#request(otherEnd(end), this.#changed(otherEnd(end), asked.body));
    const body = answer?.status === 200 ? this.#changed(end, answer.body) : '';
    this.#acknowledge(end, asked, body);
    if (answer?.status === 200) this.#acknowledge(otherEnd(end), answer);
  }

  /** Offers one of them something of the middle's own. */
  async offers(end: End, body: string): Promise<void> {
    const answer = await this.#request(end, body);
    if (answer === undefined) return;
    this.answers.push(answer.status);
    if (answer.status === 200) this.#acknowledge(end, answer);
  }

  async stop(): Promise<void> {
    const stopped = Promise.all(Object.values(this.legs).map(({ phone }) => phone.userAgent.stop()));
    await this.#wait(3000);
    await stopped;
  }

  #changed(end: End, sdp: string): string {
    const leg = this.legs[end];
    const { change } = leg;
    leg.change = undefined;
    const own = leg.session === undefined ? undefined : leg.phone.connectionOf(leg.session).role;
    return change === undefined || sdp === '' ? sdp : change(sdp, own === 'active' ? 'passive' : 'active');
  }

  /** Sends a re-INVITE; resolves to its final answer. */
  async #request(end: End, body: string): Promise<SipResponse | undefined> {
    const { peer, dialog } = this.legs[end];
    if (dialog === undefined) return undefined;
    const request = peer.request('INVITE', dialog, { body });
    const cseq = headerOf(request, 'CSeq');
    const fits = (one: SipMessage): boolean =>
      one.kind === 'response' && one.status >= 200 && headerOf(one, 'CSeq') === cseq;
    return (await peer.next(fits)) as SipResponse;
  }

  #acknowledge(end: End, ok: SipResponse, body = ''): void {
    const { peer, dialog } = this.legs[end];
    if (dialog === undefined) return;
    const cseq = Number.parseInt(headerOf(ok, 'CSeq') ?? '', 10);
    peer.request('ACK', dialog, { cseq, body, headers: body === '' ? [] : sdpType });
  }

  /** Passes the offers of one on to the other. */
  async #serve(end: End): Promise<void> {
    const leg = this.legs[end];
    for (;;) {
      const next = await leg.peer.next(
        (one) => one.kind === 'request' && one.method === 'INVITE' && isWithin(one),
      );
      if (next.kind === 'request') void this.#pass(end, next);
    }
  }

  async #pass(end: End, invite: SipRequest): Promise<void> {
    const leg = this.legs[end];
    const { refusal } = leg;
    leg.refusal = undefined;
    if (refusal !== undefined) {
      leg.peer.respond(invite, refusal);
      return;
    }
    const answer = await this.#request(otherEnd(end), this.#changed(otherEnd(end), invite.body));
    if (answer === undefined) return;
    leg.peer.respond(invite, answer.status, {
      body: answer.status === 200 ? this.#changed(end, answer.body) : '',
    });
    if (answer.status === 200) this.#acknowledge(otherEnd(end), answer);
  }
}
