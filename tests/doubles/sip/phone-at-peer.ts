// A registered user agent before a scripted far side, under fake or real timers: where messages are thrown at it.
// Knows whether anything got out of its socket, and whether it still lives.
import { vi } from 'vitest';
import { headerOf } from '../../../server/sip/message.ts';
import { parseNameAddr } from '../../../server/sip/name-addr.ts';
import { MemoryNetwork } from './memory-network.ts';
import { asCaller, newDialog, type PeerDialog } from './peer-dialog.ts';
import { SipPeer } from './sip-peer.ts';
import { SERVER, TestPhone, media } from './test-phone.ts';
import { writeSdp } from './webrtc/fake-sdp.ts';
import { installFakeWebRtc } from './webrtc/install.ts';

/** What the far side offers in a call. */
export const PEER_OFFER = writeSdp({
  version: 1,
  direction: 'sendrecv',
  ufrag: 'peer',
  pwd: 'password-of-the-peer-here',
  setup: 'actpass',
  candidates: [],
});

export class PhoneAtPeer {
  /** Exceptions that left the user agent through its WebSocket. */
  readonly escaped: unknown[] = [];
  readonly network = new MemoryNetwork((problem) => this.escaped.push(problem));
  readonly peer: SipPeer;
  readonly phone: TestPhone;
  /** Where the phone is reached, as its REGISTER said. */
  contact = '';
  /** Lets time pass: fake time by vi, real time by waiting. */
  readonly #settle: (ms: number) => Promise<unknown>;

  constructor(user: string, settle: (ms: number) => Promise<unknown>) {
    this.#settle = settle;
    installFakeWebRtc();
    vi.stubGlobal('WebSocket', this.network.WebSocket);
    this.peer = new SipPeer(this.network, SERVER);
    this.phone = new TestPhone(user);
  }

  /** Makes one, and waits until it is registered. */
  static async registered(user: string, settle: (ms: number) => Promise<unknown>): Promise<PhoneAtPeer> {
    const made = new PhoneAtPeer(user, settle);
    made.phone.userAgent.start();
    await settle(50);
    const register = made.peer.requests('REGISTER')[0];
    const contact = register === undefined ? undefined : parseNameAddr(headerOf(register, 'Contact') ?? '');
    if (contact === undefined || !made.phone.kinds().includes('registered'))
      throw new Error(`${user} could not register`);
    made.contact = contact.uri;
    return made;
  }

  /** Calls the phone, which answers. */
  async talk(): Promise<PeerDialog> {
    const began = newDialog(this.contact);
    this.peer.request('INVITE', began, { body: PEER_OFFER });
    await this.#settle(20);
    this.phone.ringing.answer(media());
    await this.#settle(20);
    const dialog = asCaller(began, await this.peer.nextResponse('INVITE', 200));
    this.peer.request('ACK', dialog);
    await this.#settle(20);
    return dialog;
  }

  /** The status the phone answers an OPTIONS with; undefined where it is silent. */
  async ping(): Promise<number | undefined> {
    const request = this.peer.request('OPTIONS', newDialog(this.contact));
    await this.#settle(20);
    const callId = headerOf(request, 'Call-ID');
    const answer = this.peer.seen.findLast(
      (one) => one.kind === 'response' && headerOf(one, 'Call-ID') === callId,
    );
    return answer?.kind === 'response' ? answer.status : undefined;
  }

  /** Forgets what has happened, so that a flood fills no memory. */
  forget(): void {
    this.phone.forget();
    this.peer.forget();
    this.network.forget();
  }

  async stop(): Promise<void> {
    const stopped = this.phone.userAgent.stop();
    await this.#settle(3000);
    await stopped;
    vi.unstubAllGlobals();
  }
}
