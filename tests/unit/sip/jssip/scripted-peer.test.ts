// A real user agent against a far side played by hand: each message of a call as it stands on the wire.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf } from '../../../../server/sip/message.ts';
import { MemoryNetwork } from '../../../doubles/sip/memory-network.ts';
import { asCallee, asCaller, newDialog } from '../../../doubles/sip/peer-dialog.ts';
import { SipPeer } from '../../../doubles/sip/sip-peer.ts';
import { SERVER, TestPhone, media } from '../../../doubles/sip/test-phone.ts';
import { directionOf, writeSdp } from '../../../doubles/sip/webrtc/fake-sdp.ts';
import { installFakeWebRtc } from '../../../doubles/sip/webrtc/install.ts';

const SDP = writeSdp({
  version: 1,
  direction: 'sendrecv',
  ufrag: 'peer',
  pwd: 'password-of-the-peer-here',
  setup: 'active',
  candidates: [],
});

let peer: SipPeer;
let phone: TestPhone;

const settle = (ms = 100): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(async () => {
  vi.useFakeTimers();
  installFakeWebRtc();
  const network = new MemoryNetwork();
  vi.stubGlobal('WebSocket', network.WebSocket);
  peer = new SipPeer(network, SERVER);
  phone = new TestPhone('1001');
  phone.userAgent.start();
  await settle();
});

afterEach(async () => {
  const stopped = phone.userAgent.stop();
  await settle(3000);
  await stopped;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a user agent and a scripted far side', () => {
  it('registers, and answers a keep-alive', async () => {
    expect(phone.kinds()).toContain('registered');
    peer.raw.length = 0;
    peer.send('\r\n\r\n');
    await settle();
    expect(peer.raw).toEqual(['\r\n']);
  });

  it('calls: INVITE, 180, 200, ACK, and the far side hangs up', async () => {
    const session = phone.call('1002');
    const invite = await peer.nextRequest('INVITE');
    expect(directionOf(invite.body)).toBe('sendrecv');
    peer.respond(invite, 180, { toTag: 'far' });
    await settle();
    const ok = peer.respond(invite, 200, { body: SDP, toTag: 'far' });
    const ack = await peer.nextRequest('ACK');
    expect(headerOf(ack, 'CSeq')).toBe(`${String(Number.parseInt(headerOf(invite, 'CSeq') ?? '', 10))} ACK`);
    peer.request('BYE', asCallee(invite, ok));
    await peer.nextResponse('BYE', 200);
    expect(phone.changesOf(session).map(({ kind }) => kind)).toEqual([
      'peerConnectionCreated',
      'ringing',
      'established',
      'terminated',
    ]);
  });

  it('is called: 180, 200, ACK, and hangs up itself', async () => {
    const contact = /<([^>]+)>/u.exec(headerOf(peer.requests('REGISTER')[0]!, 'Contact') ?? '')?.[1] ?? '';
    const began = newDialog(contact, 'sip:1002@pbx.example.org', 'sip:1001@pbx.example.org');
    peer.request('INVITE', began, { body: SDP.replace('a=setup:active', 'a=setup:actpass') });
    await peer.nextResponse('INVITE', 180);
    phone.ringing.answer(media());
    const ok = await peer.nextResponse('INVITE', 200);
    const dialog = asCaller(began, ok);
    peer.request('ACK', dialog);
    await settle();
    expect(directionOf(ok.body)).toBe('sendrecv');
    phone.ringing.terminate();
    const bye = await peer.nextRequest('BYE');
    peer.respond(bye, 200);
    await settle();
    expect(phone.changesOf(phone.ringing).at(-1)).toMatchObject({ kind: 'terminated', end: { by: 'local' } });
  });

  it('gives a server that does not answer its REGISTER ever more time, until it is accepted', async () => {
    peer.acceptsRegister = false;
    const startsMs: number[] = [];
    const waits = async (): Promise<number> => {
      const from = phone.events.length;
      const count = peer.requests('REGISTER').length;
      while (peer.requests('REGISTER').length === count) await settle(50);
      startsMs.push(Date.now());
      while (!phone.events.slice(from).some(({ kind }) => kind === 'registrationFailed')) await settle(50);
      return Math.round((Date.now() - (startsMs.at(-1) ?? 0)) / 1000);
    };
    expect([await waits(), await waits(), await waits(), await waits()]).toEqual([8, 16, 32, 32]);
    peer.acceptsRegister = true;
    while (!phone.kinds().slice(-1).includes('registered')) await settle(50);
    peer.acceptsRegister = false;
    expect(await waits()).toBe(8);
  });

  it('does not doubt the connection before the deadline of a refresh: a busy server gets no second one', async () => {
    phone.userAgent.setKeepAlive({ idleMs: 3_600_000, callMs: 5000, deadAfterMs: 5000 });
    peer.acceptsRegister = false;
    while (peer.requests('REGISTER').length === 1) await settle(50);
    peer.raw.length = 0;
    peer.answersPings = false;
    await settle(7500);
    expect(peer.raw).toEqual([]);
    await settle(1000);
    expect(peer.raw[0]).toBe('\r\n\r\n');
  });

  it('stays unregistered while nobody accepts it', async () => {
    peer.acceptsRegister = false;
    const other = new TestPhone('1003');
    other.userAgent.start();
    const register = await peer.nextRequest('REGISTER');
    await settle();
    expect(other.kinds()).not.toContain('registered');
    peer.respond(register, 200, { headers: [['Contact', headerOf(register, 'Contact') ?? '']] });
    await settle();
    const stopped = other.userAgent.stop();
    await settle(3000);
    await stopped;
  });
});
