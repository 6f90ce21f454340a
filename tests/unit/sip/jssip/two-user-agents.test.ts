// Two real user agents over an in-memory WebSocket pair and the demo's proxy, under a fake clock: a call's whole life.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../../../src/sip/user-agent.ts';
import { parseMessage } from '../../../../server/sip/parse-message.ts';
import { MemoryNetwork } from '../../../doubles/sip/memory-network.ts';
import { MemoryPbx } from '../../../doubles/sip/memory-pbx.ts';
import { DOMAIN, SERVER, TestPhone, media } from '../../../doubles/sip/test-phone.ts';
import { FakePeerConnection } from '../../../doubles/sip/webrtc/fake-peer-connection.ts';
import { directionOf } from '../../../doubles/sip/webrtc/fake-sdp.ts';
import { installFakeWebRtc } from '../../../doubles/sip/webrtc/install.ts';

let network: MemoryNetwork;
let pbx: MemoryPbx;
let alice: TestPhone;
let bob: TestPhone;

/** The end of what each side says once a call is answered: our phones tell each other of the sound (docs/adr/0026). */
const ANSWERED = [{ kind: 'established' }, { kind: 'tellingChanged', isAgreed: true }];

const settle = (ms = 100): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(async () => {
  vi.useFakeTimers();
  installFakeWebRtc();
  network = new MemoryNetwork();
  vi.stubGlobal('WebSocket', network.WebSocket);
  pbx = new MemoryPbx(network, SERVER, DOMAIN);
  alice = new TestPhone('1001');
  bob = new TestPhone('1002');
  alice.userAgent.start();
  bob.userAgent.start();
  await settle();
});

afterEach(async () => {
  const stopped = Promise.all([alice.userAgent.stop(), bob.userAgent.stop()]);
  await settle(3000);
  await stopped;
  expect(pbx.faults).toEqual([]);
  expect([...alice.problems, ...bob.problems]).toEqual([]);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A call from alice to bob that both have agreed to. */
async function talk(): Promise<{ calling: Session; called: Session }> {
  const calling = alice.call('1002');
  await settle();
  const called = bob.ringing;
  called.answer(media());
  await settle();
  return { calling, called };
}

/** How each end's sound flows: `[alice, bob]`. */
function directions({ calling, called }: { calling: Session; called: Session }): unknown[] {
  const current = (phone: TestPhone, session: Session): unknown =>
    phone.connectionOf(session).getTransceivers()[0]?.currentDirection;
  return [current(alice, calling), current(bob, called)];
}

/** The sound directions of the bodies that crossed the wire towards the phones since `from`. */
function offeredDirections(from: number): string[] {
  return network.wire.slice(from).flatMap(({ direction, data }) => {
    const body = direction === 'toClient' ? (parseMessage(String(data))?.body ?? '') : '';
    return body === '' ? [] : [directionOf(body)];
  });
}

describe('two user agents', () => {
  it('register with digest', () => {
    expect(pbx.registered).toEqual(['1001', '1002']);
    expect(alice.kinds()).toContain('registered');
    expect(bob.kinds()).toContain('registered');
  });

  it('call, ring, answer, and have sound both ways', async () => {
    const calling = alice.call('1002');
    await settle();
    expect(bob.kinds()).toContain('incomingCall');
    expect(alice.changesOf(calling).map(({ kind }) => kind)).toEqual(['peerConnectionCreated', 'ringing']);
    bob.ringing.answer(media());
    await settle();
    expect(alice.changesOf(calling).slice(-2)).toEqual(ANSWERED);
    expect(bob.changesOf(bob.ringing).slice(-2)).toEqual(ANSWERED);
    const both = { calling, called: bob.ringing };
    expect(directions(both)).toEqual(['sendrecv', 'sendrecv']);
    expect(FakePeerConnection.made.map(({ connectionState }) => connectionState)).toEqual([
      'connected',
      'connected',
    ]);
  });

  it('hold and resume, each seen at the far end', async () => {
    const both = await talk();
    let from = network.wire.length;
    const held = both.calling.setHold(true);
    await settle();
    expect(await held).toBe(true);
    expect(offeredDirections(from)).toEqual(['sendonly', 'recvonly']);
    expect(directions(both)).toEqual(['sendonly', 'recvonly']);
    expect(bob.changesOf(both.called).at(-1)).toEqual({ kind: 'remoteHoldChanged', held: true });

    from = network.wire.length;
    const resumed = both.calling.setHold(false);
    await settle();
    expect(await resumed).toBe(true);
    expect(offeredDirections(from)).toEqual(['sendrecv', 'sendrecv']);
    expect(directions(both)).toEqual(['sendrecv', 'sendrecv']);
    expect(bob.changesOf(both.called).at(-1)).toEqual({ kind: 'remoteHoldChanged', held: false });
  });

  it('hold from the called side as well', async () => {
    const both = await talk();
    const held = both.called.setHold(true);
    await settle();
    expect(await held).toBe(true);
    expect(directions(both)).toEqual(['recvonly', 'sendonly']);
    expect(alice.changesOf(both.calling).at(-1)).toEqual({ kind: 'remoteHoldChanged', held: true });
  });

  it('hang up, and the far end hears of it', async () => {
    const both = await talk();
    both.calling.terminate();
    await settle();
    expect(alice.changesOf(both.calling).at(-1)).toMatchObject({ kind: 'terminated', end: { by: 'local' } });
    expect(bob.changesOf(both.called).at(-1)).toMatchObject({ kind: 'terminated', end: { by: 'remote' } });
    expect(FakePeerConnection.made.every(({ signalingState }) => signalingState === 'closed')).toBe(true);
  });

  it('give up a call that rings', async () => {
    const calling = alice.call('1002');
    await settle();
    const called = bob.ringing;
    calling.terminate();
    await settle();
    expect(bob.changesOf(called).at(-1)).toMatchObject({ kind: 'terminated', end: { cause: 'cancelled' } });
  });

  it('refuse a call', async () => {
    const calling = alice.call('1002');
    await settle();
    bob.ringing.reject('busy');
    await settle();
    expect(alice.changesOf(calling).at(-1)).toMatchObject({ kind: 'terminated', end: { statusCode: 486 } });
  });

  it('register again after the server came back', async () => {
    pbx.kill();
    await settle();
    expect(alice.kinds().at(-1)).not.toBe('registered');
    pbx.start();
    await settle(40_000);
    expect(pbx.registered).toEqual(['1001', '1002']);
  });
});
