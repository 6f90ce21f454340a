// Sockets die, calls don't: two real user agents, a wire that breaks in every way at every moment, a fake clock.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TestPhone } from '../../../doubles/sip/test-phone.ts';
import { describeSound, media, RESTART_SERVERS, SERVER } from '../../../doubles/sip/test-phone.ts';
import { Pair, by, settle, type Talk } from './support/pair.ts';

let pair: Pair;

beforeEach(async () => {
  vi.useFakeTimers();
  pair = new Pair();
  await pair.start();
});

afterEach(async () => {
  await pair.stop();
});

const last = (phone: TestPhone, session: Talk['calling']): unknown => phone.changesOf(session).at(-1);

/** A server that is asked has so long to answer, and the next connection a moment to stand. */
const DOUBTED_MS = 4500;

async function expectAlive(talk: Talk): Promise<void> {
  expect(pair.isOver(pair.alice, talk.calling), 'alice still has the call').toBe(false);
  expect(pair.isOver(pair.bob, talk.called), 'bob still has the call').toBe(false);
  const held = talk.calling.setHold(true);
  await settle(3000);
  expect(await held).toBe(true);
  expect(pair.directions(talk)).toEqual(['sendonly', 'recvonly']);
  const resumed = talk.calling.setHold(false);
  await settle(3000);
  expect(await resumed).toBe(true);
  expect(pair.directions(talk)).toEqual(['sendrecv', 'sendrecv']);
}

async function hangUpFromBob(talk: Talk): Promise<void> {
  talk.called.terminate();
  await settle(4000);
  expect(last(pair.alice, talk.calling)).toMatchObject({ kind: 'terminated', end: { by: 'remote' } });
}

describe('an established call', () => {
  for (const who of ['alice', 'bob'] as const) {
    it(`outlives a broken WebSocket of ${who}, and says that it reconnects`, async () => {
      const talk = await pair.talk();
      pair.wireOf(pair[who]).drop();
      const session = who === 'alice' ? talk.calling : talk.called;
      // The first try comes after a random moment, which may be next to none: both are said all the same, in this order.
      await settle(3000);
      const said = pair[who]
        .changesOf(session)
        .filter(({ kind }) => kind === 'serverLost' || kind === 'serverBack');
      expect(said).toEqual([{ kind: 'serverLost' }, { kind: 'serverBack' }]);
      await expectAlive(talk);
      await hangUpFromBob(talk);
    });

    it(`outlives a half-open WebSocket of ${who}: noticed within 10 s`, async () => {
      const talk = await pair.talk();
      const wire = pair.wireOf(pair[who]);
      wire.goHalfOpen();
      await settle(10_000);
      expect(pair.wireOf(pair[who]).id).not.toBe(wire.id);
      await expectAlive(talk);
      await hangUpFromBob(talk);
    });
  }

  it('outlives a restart of the PBX', async () => {
    const talk = await pair.talk();
    pair.pbx.kill();
    await settle(8000);
    pair.pbx.start();
    await settle(3000);
    expect(pair.pbx.registered).toEqual(['1001', '1002']);
    await expectAlive(talk);
    await hangUpFromBob(talk);
  });

  it('outlives a hundred broken WebSockets', { timeout: 60_000 }, async () => {
    const talk = await pair.talk();
    for (let round = 0; round < 100; round += 1) {
      pair.wireOf(round % 2 === 0 ? pair.alice : pair.bob).drop();
      await settle(2500);
    }
    await expectAlive(talk);
    await hangUpFromBob(talk);
    expect(pair.network.open()).toHaveLength(2);
  });

  it('carries out a hold that was asked for while there was no connection, once', async () => {
    const talk = await pair.talk();
    pair.pbx.kill();
    await settle(100);
    const held = talk.calling.setHold(true);
    await settle(3000);
    pair.pbx.start();
    await settle(3000);
    expect(await held).toBe(true);
    expect(pair.directions(talk)).toEqual(['sendonly', 'recvonly']);
    expect(pair.alice.changesOf(talk.calling)).not.toContainEqual(
      expect.objectContaining({ kind: 'terminated' }),
    );
    const holds = pair.bob.changesOf(talk.called).filter(({ kind }) => kind === 'remoteHoldChanged');
    expect(holds).toEqual([{ kind: 'remoteHoldChanged', held: true }]);
  });

  it('carries out a hold that the wire swallowed', async () => {
    const talk = await pair.talk();
    pair.wireOf(pair.alice).goHalfOpen();
    const held = talk.calling.setHold(true);
    await settle(8000);
    expect(await held).toBe(true);
    expect(pair.directions(talk)).toEqual(['sendonly', 'recvonly']);
    await hangUpFromBob(talk);
  });

  it('carries out a hold whose answer the wire swallowed', async () => {
    const talk = await pair.talk();
    await settle(1000);
    const wire = pair.wireOf(pair.alice);
    // The offer leaves, and the wire dies as the answer is on its way.
    const held = talk.calling.setHold(true);
    wire.delayMs = 50;
    await settle(180);
    wire.drop();
    await settle(12_000);
    expect(await held).toBe(true);
    expect(pair.directions(talk)).toEqual(['sendonly', 'recvonly']);
    await settle(60_000);
    expect(pair.isOver(pair.bob, talk.called), 'no unacknowledged 200 ends the call').toBe(false);
    await hangUpFromBob(talk);
  });

  it('hangs up at once, and sends the BYE when it can', async () => {
    const talk = await pair.talk();
    pair.pbx.kill();
    await settle(100);
    talk.calling.terminate();
    expect(last(pair.alice, talk.calling)).toMatchObject({ kind: 'terminated', end: { by: 'local' } });
    expect(pair.alice.connectionOf(talk.calling).signalingState).toBe('closed');
    await settle(40_000);
    pair.pbx.start();
    await settle(20_000);
    expect(last(pair.bob, talk.called)).toMatchObject({ kind: 'terminated', end: { by: 'remote' } });
    // Once, or again where bob was still on his way back.
    expect(pair.requests('BYE').length).toBeGreaterThanOrEqual(1);
  });

  it('hangs up through a WebSocket that died in silence', async () => {
    const talk = await pair.talk();
    pair.wireOf(pair.alice).goHalfOpen();
    talk.calling.terminate();
    pair.alice.userAgent.probe(false);
    await settle(6000);
    expect(last(pair.bob, talk.called)).toMatchObject({ kind: 'terminated', end: { by: 'remote' } });
  });

  it('sends keys pressed without a connection afterwards, in order, each once', async () => {
    const talk = await pair.talk();
    pair.pbx.kill();
    await settle(100);
    const from = pair.network.wire.length;
    talk.calling.sendTones(['1', '2', '3'], by('info'));
    pair.pbx.start();
    await settle(5000);
    const tones = pair
      .requests('INFO', from)
      .filter((text) => text.includes('From: <sip:1001@'))
      .map((text) => /Signal=(.)/u.exec(text)?.[1]);
    expect(tones).toEqual(['1', '2', '3']);
  });

  it('is not given up by itself while the server is away, and is over here alone once it is told so', async () => {
    const talk = await pair.talk();
    pair.pbx.kill();
    await settle(90_000);
    expect(pair.isOver(pair.alice, talk.calling)).toBe(false);
    talk.calling.giveUp();
    expect(last(pair.alice, talk.calling)).toMatchObject({
      kind: 'terminated',
      end: { by: 'system', cause: 'connectionLost' },
    });
    expect(pair.isOver(pair.bob, talk.called), 'bob still hears').toBe(false);
    pair.pbx.start();
  });

  it('that is in doubt has its half-open WebSocket noticed at once', async () => {
    const talk = await pair.talk();
    const wire = pair.wireOf(pair.alice);
    await settle(1000);
    wire.goHalfOpen();
    talk.calling.doubt();
    await settle(DOUBTED_MS);
    expect(pair.wireOf(pair.alice).id).not.toBe(wire.id);
    await expectAlive(talk);
  });

  it('ends when the far side says that it does not know the call', async () => {
    const talk = await pair.talk();
    // Bob's page died without a word and came back: his phone knows nothing of the call.
    pair.wireOf(pair.bob).drop();
    pair.network.set(SERVER, 'refuses');
    void pair.bob.userAgent.stop();
    await settle(3000);
    pair.network.set(SERVER, 'accepts');
    const held = talk.calling.setHold(true);
    await settle(60_000);
    await held;
    expect(pair.isOver(pair.alice, talk.calling)).toBe(false);
  });
});

describe('a call that is being set up', () => {
  it('is dialled anew where the caller’s WebSocket breaks while it rings', async () => {
    const calling = pair.alice.call('1002');
    await settle();
    pair.wireOf(pair.alice).drop();
    await settle(4000);
    expect(pair.isOver(pair.alice, calling)).toBe(false);
    const called = pair.bob.ringing;
    expect(pair.bob.incoming).toHaveLength(2);
    expect(last(pair.bob, pair.bob.incoming[0]!)).toMatchObject({ kind: 'terminated' });
    called.answer(media());
    await settle(500);
    await expectAlive({ calling, called });
    await hangUpFromBob({ calling, called });
  });

  it('knows the Call-ID of its messages at both ends, the new one once it is dialled anew', async () => {
    const calling = pair.alice.call('1002');
    const first = calling.sipCallId;
    await settle();
    expect(first).toMatch(/./u);
    expect(pair.bob.ringing.sipCallId).toBe(first);
    pair.wireOf(pair.alice).drop();
    await settle(4000);
    expect(calling.sipCallId).not.toBe(first);
    expect(pair.bob.ringing.sipCallId).toBe(calling.sipCallId);
    calling.terminate();
    expect(calling.sipCallId).toMatch(/./u);
  });

  it('goes on ringing where the callee’s WebSocket breaks, and can be answered', async () => {
    const talk = await pair.ring();
    pair.wireOf(pair.bob).drop();
    await settle(3000);
    expect(pair.isOver(pair.alice, talk.calling)).toBe(false);
    talk.called.answer(media());
    await settle(1000);
    await expectAlive(talk);
    await hangUpFromBob(talk);
  });

  it('is answered although the callee’s WebSocket breaks as the answer leaves', async () => {
    const talk = await pair.ring();
    pair.wireOf(pair.bob).goHalfOpen();
    talk.called.answer(media());
    pair.bob.userAgent.probe(false);
    await settle(8000);
    await expectAlive(talk);
    await hangUpFromBob(talk);
  });

  it('is established although the caller’s WebSocket breaks as the answer arrives', async () => {
    const talk = await pair.ring();
    pair.wireOf(pair.alice).drop();
    talk.called.answer(media());
    await settle(15_000);
    expect(pair.isOver(pair.alice, talk.calling)).toBe(false);
  });

  it('waits for a connection where there is none', async () => {
    pair.network.set(SERVER, 'refuses');
    pair.wireOf(pair.alice).drop();
    await settle(100);
    const calling = pair.alice.call('1002');
    await settle(2000);
    pair.network.set(SERVER, 'accepts');
    await settle(3000);
    expect(pair.isOver(pair.alice, calling)).toBe(false);
    const called = pair.bob.ringing;
    called.answer(media());
    await settle(500);
    await expectAlive({ calling, called });
  });
});

describe('offers that go wrong', () => {
  it('survive when both sides offer at once, and both are carried out', async () => {
    const talk = await pair.talk();
    const held = [talk.calling.setHold(true), talk.called.setHold(true)];
    await settle(10_000);
    expect(await Promise.all(held)).toEqual([true, true]);
    expect(pair.directions(talk)).toEqual(['inactive', 'inactive']);
    const resumed = [talk.calling.setHold(false), talk.called.setHold(false)];
    await settle(10_000);
    expect(await Promise.all(resumed)).toEqual([true, true]);
    expect(pair.directions(talk)).toEqual(['sendrecv', 'sendrecv']);
    await hangUpFromBob(talk);
  });

  it('answer a re-offer during our hold with the hold', async () => {
    const talk = await pair.talk();
    void talk.calling.setHold(true);
    await settle(1000);
    void talk.called.setHold(true);
    await settle(1000);
    void talk.called.setHold(false);
    await settle(1000);
    expect(pair.directions(talk)).toEqual(['sendonly', 'recvonly']);
  });

  it('restart ICE over the new connection where that is asked for while there is none', async () => {
    const talk = await pair.talk();
    const createOffer = vi.spyOn(pair.alice.connectionOf(talk.calling), 'createOffer');
    pair.pbx.kill();
    await settle(100);
    talk.calling.restartIce('all');
    await settle(1000);
    expect(createOffer).not.toHaveBeenCalled();
    pair.pbx.start();
    await settle(8000);
    // Made again where the first connection was not the last.
    expect(createOffer.mock.calls.length).toBeGreaterThan(0);
    for (const call of createOffer.mock.calls) expect(call).toEqual([{ iceRestart: true }]);
    await expectAlive(talk);
  });

  it('go out once more, without a restart, when addresses were found late', async () => {
    const talk = await pair.talk();
    const createOffer = vi.spyOn(pair.alice.connectionOf(talk.calling), 'createOffer');
    talk.calling.offerAgain();
    await settle(1000);
    expect(createOffer.mock.calls).toEqual([[{ iceRestart: false }]]);
  });

  it('restart ICE through relays alone on request, and through anything again', async () => {
    const talk = await pair.talk();
    const connection = pair.alice.connectionOf(talk.calling);
    talk.calling.restartIce('relay');
    await settle(1000);
    expect(connection.configuration).toMatchObject({
      iceTransportPolicy: 'relay',
      iceServers: RESTART_SERVERS,
    });
    // None of the servers is reached over TCP: nothing is left of them.
    talk.calling.restartIce('relayOverTcp');
    await settle(1000);
    expect(connection.configuration).toMatchObject({ iceTransportPolicy: 'relay', iceServers: [] });
    talk.calling.restartIce('all');
    await settle(1000);
    expect(connection.configuration).toMatchObject({
      iceTransportPolicy: 'all',
      iceServers: RESTART_SERVERS,
    });
  });

  it('describe the sound as each side prefers, on the wire and when applied', async () => {
    const talk = await pair.talk();
    const applied = vi.spyOn(pair.alice.connectionOf(talk.calling), 'setRemoteDescription');
    const asked: string[] = [];
    describeSound.mockImplementation((sdp, side) => {
      asked.push(side);
      return `${sdp}a=fmtp:111 x=${side}\r\n`;
    });
    talk.calling.offerAgain();
    await settle(1000);
    describeSound.mockImplementation((sdp) => sdp);
    const [{ sdp } = { sdp: '' }] = applied.mock.lastCall ?? [];
    // Bob described his answer before it went out, Alice before she applied it.
    expect(sdp?.match(/x=\w+/gu)).toEqual(['x=local', 'x=remoteAnswer']);
    expect(asked).toEqual(['local', 'remoteOffer', 'local', 'remoteAnswer']);
  });

  it('bring fresh credentials and servers with an ICE restart', async () => {
    const talk = await pair.talk();
    const before = pair.alice.connectionOf(talk.calling).localDescription?.sdp ?? '';
    talk.calling.restartIce('all');
    await settle(1000);
    const after = pair.alice.connectionOf(talk.calling).localDescription?.sdp ?? '';
    const ufrag = (sdp: string): string | undefined => /a=ice-ufrag:(\S+)/u.exec(sdp)?.[1];
    expect(ufrag(after)).not.toBe(ufrag(before));
    expect(pair.alice.connectionOf(talk.calling).configuration.iceServers).toEqual(RESTART_SERVERS);
  });

  it('bring another connection in the place of the first, which goes on until then', async () => {
    const talk = await pair.talk();
    const before = pair.alice.connectionOf(talk.calling);
    talk.calling.renewConnection('relay');
    expect(before.signalingState).toBe('stable');
    await settle(3000);
    const after = pair.alice.connectionOf(talk.calling);
    expect(after).not.toBe(before);
    expect(after.configuration.iceTransportPolicy).toBe('relay');
    expect(before.signalingState).toBe('closed');
    expect(pair.alice.changesOf(talk.calling)).toContainEqual({
      kind: 'renewal',
      spare: undefined,
      isTaken: true,
    });
    await expectAlive(talk);
    await hangUpFromBob(talk);
  });
});
