// One real user agent against a far side played by hand, and the steps that every trap begins with.
import { vi } from 'vitest';
import type { Session } from '../../../../../src/sip/user-agent.ts';
import { headerOf, type SipRequest, type SipResponse } from '../../../../../server/sip/message.ts';
import { MemoryNetwork } from '../../../../doubles/sip/memory-network.ts';
import { asCallee, asCaller, newDialog, type PeerDialog } from '../../../../doubles/sip/peer-dialog.ts';
import { SipPeer, type Challenge } from '../../../../doubles/sip/sip-peer.ts';
import { SERVER, TestPhone, media } from '../../../../doubles/sip/test-phone.ts';
import { writeSdp } from '../../../../doubles/sip/webrtc/fake-sdp.ts';
import { installFakeWebRtc } from '../../../../doubles/sip/webrtc/install.ts';
import { settle } from './pair.ts';

const description = (setup: 'active' | 'actpass', version = 1): string =>
  writeSdp({
    version,
    direction: 'sendrecv',
    ufrag: `peer${String(version)}`,
    pwd: 'password-of-the-peer-here',
    setup,
    candidates: [],
  });

export const ANSWER = description('active');
export const OFFER = description('actpass');
export const LATER_OFFER = description('actpass', 2);

/** The number of a CSeq header. */
export const cseqOf = (message: SipRequest | SipResponse): number =>
  Number.parseInt(headerOf(message, 'CSeq') ?? '', 10);

export class Wire {
  readonly network = new MemoryNetwork();
  readonly peer: SipPeer;
  readonly phone = new TestPhone('1001');

  /** Call after `vi.useFakeTimers()`. */
  constructor() {
    installFakeWebRtc();
    vi.stubGlobal('WebSocket', this.network.WebSocket);
    this.peer = new SipPeer(this.network, SERVER);
  }

  /** Registers the phone; `asks`: the challenges that its REGISTER has to answer first. */
  async start(...asks: readonly Challenge[]): Promise<void> {
    this.peer.asks = asks;
    this.phone.userAgent.start();
    await settle();
  }

  async stop(): Promise<void> {
    const stopped = this.phone.userAgent.stop();
    await settle(3000);
    await stopped;
    vi.useRealTimers();
    vi.unstubAllGlobals();
  }

  /** The contact under which the phone registered. */
  get contact(): string {
    const [register] = this.peer.requests('REGISTER');
    return /<([^>]+)>/u.exec((register && headerOf(register, 'Contact')) ?? '')?.[1] ?? '';
  }

  /** The phone calls; nothing is answered yet. */
  async calls(): Promise<{ session: Session; invite: SipRequest }> {
    const session = this.phone.call('1002');
    const invite = await this.peer.nextRequest('INVITE');
    return { session, invite };
  }

  /** The phone calls, is answered by the branch `far`, and has acknowledged. */
  async talks(): Promise<{ session: Session; invite: SipRequest; dialog: PeerDialog }> {
    const { session, invite } = await this.calls();
    const ok = this.peer.respond(invite, 200, { body: ANSWER, toTag: 'far' });
    await this.peer.nextRequest('ACK');
    await settle();
    return { session, invite, dialog: asCallee(invite, ok) };
  }

  /** The far side calls, and the phone has answered; the 200 is not acknowledged. */
  async answers(): Promise<{ session: Session; dialog: PeerDialog; ok: SipResponse }> {
    const began = newDialog(this.contact, 'sip:1002@pbx.example.org', 'sip:1001@pbx.example.org');
    this.peer.request('INVITE', began, { body: OFFER });
    await settle();
    const session = this.phone.ringing;
    session.answer(media());
    const ok = await this.peer.nextResponse('INVITE', 200);
    return { session, ok, dialog: asCaller(began, ok) };
  }

  /** A response with a contact of its own, and a body where given. */
  respondAs(contact: string, request: SipRequest, startLine: string, body = ''): void {
    const to = headerOf(request, 'To') ?? '';
    const type = body === '' ? [] : ['Content-Type: application/sdp'];
    this.peer.send(
      [
        `SIP/2.0 ${startLine}`,
        ...['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${headerOf(request, name) ?? ''}`),
        `To: ${to.includes('tag=') ? to : `${to};tag=far`}`,
        `Contact: <${contact}>`,
        ...type,
        `Content-Length: ${String(body.length)}`,
        '',
        body,
      ].join('\r\n'),
    );
  }

  kindsOf(session: Session): string[] {
    return this.phone.changesOf(session).map(({ kind }) => kind);
  }

  last(session: Session): unknown {
    return this.phone.changesOf(session).at(-1);
  }
}
