// The sound has the first word: whatever a press changes on the screen comes after the microphone was asked for and the call was made.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MediaSessionEvent } from '../../../../src/media/media-session.ts';
import type { DialTarget } from '../../../../src/sip/dial/dial-reading.ts';
import type { FakeWorld } from '../../../doubles/fake-ports.ts';
import { press, seen } from '../../../doubles/press.ts';
import { settle, signedInPhone, type SignedInPhone } from '../../../doubles/signed-in-phone.ts';

const OK = 'SIP/2.0 200 OK\r\n\r\n';

let at: SignedInPhone;
let world: FakeWorld;

beforeEach(async () => {
  at = await signedInPhone();
  ({ world } = at);
});

/** What had been done when the state changed for the first time after `work` began; undefined where it did not. */
async function doneBeforeTheScreen(work: () => unknown): Promise<object | undefined> {
  let done: object | undefined;
  const end = at.phone.store.subscribe(() => {
    done ??= {
      asked: world.microphonesAsked.length,
      made: world.userAgent.sessions.flatMap(({ commands }) => commands).join(),
      called: world.userAgent.targets.length,
    };
  });
  work();
  await settle();
  end();
  return done;
}

describe('a call that goes out', () => {
  const FROM_A_LINK: DialTarget = {
    kind: 'target',
    uri: 'sip:600@example.org',
    shown: '600',
    differs: false,
  };

  it.each<readonly [string, string | DialTarget]>([
    ['typed into the dialer', '600'],
    ['taken from the history', 'sip:600@example.org'],
    ['read from a link', FROM_A_LINK],
  ])('%s is made before the screen changes', async (_from, called) => {
    const done = await doneBeforeTheScreen(() => press(at.phone).dial(called));
    expect(done).toEqual({ asked: 1, made: '', called: 1 });
  });

  it('is shown 60 ms later at the latest, while the browser still asks for the microphone', async () => {
    world.microphone = 'waits';
    expect(await doneBeforeTheScreen(() => press(at.phone).dial('600'))).toBeUndefined();
    const done = await doneBeforeTheScreen(() => {
      world.clock.advance(60);
    });
    expect(done).toEqual({ asked: 1, made: '', called: 0 });
    expect(seen(at.phone).call).toMatchObject({ phase: 'calling' });
  });
});

describe('a call that comes in', () => {
  it('is answered before the screen changes', async () => {
    world.userAgent.ring('1003');
    const done = await doneBeforeTheScreen(() => press(at.phone).answer());
    expect(done).toMatchObject({ asked: 1, made: 'answer with 0 servers' });
  });

  it('says that it connects 60 ms later at the latest', async () => {
    world.userAgent.ring('1003');
    world.microphone = 'waits';
    expect(await doneBeforeTheScreen(() => press(at.phone).answer())).toBeUndefined();
    world.clock.advance(60);
    expect(seen(at.phone).call).toMatchObject({ phase: 'ringing', answering: true });
  });

  it('takes the microphone over from the call that ends for it, which is never closed between', async () => {
    await at.talkTo('600');
    world.userAgent.ring('1003');
    const callId = at.callWith('1003').id;
    await at.phone.calls.do({ kind: 'answer', callId, present: 'end' });
    await settle();
    expect(at.callWith('1003')).toMatchObject({ phase: 'established' });
    expect(world.microphonesAsked).toHaveLength(1);
    expect(world.openMicrophones.size).toBe(1);
  });
});

describe('until the connection stands', () => {
  const LEARNED: MediaSessionEvent = {
    kind: 'gathered',
    report: {
      servers: ['stun:dead.example.org:3478'],
      answeredMs: {},
      failed: { 'stun:dead.example.org:3478': 701 },
      srflxSeen: false,
      relaySeen: false,
      isComplete: true,
      attributed: true,
    },
  };
  let listed: number;

  beforeEach(async () => {
    at = await signedInPhone([{ urls: ['stun:dead.example.org:3478'] }]);
    ({ world } = at);
    world.connectsAtOnce = false;
    listed = 0;
    vi.spyOn(world.ports.devices, 'list').mockImplementation(() => {
      listed += 1;
      return Promise.resolve(world.listed);
    });
  });

  /** What was written, learned and listed so far. */
  const done = (): object => ({
    history: world.historyWrites,
    trace: world.kept.trace.length,
    listed,
    dead: at.phone.store.state.accounts[0]?.deadServers ?? [],
  });
  const NOTHING = { history: 0, trace: 0, listed: 0, dead: [] };

  async function answered(): Promise<void> {
    await press(at.phone).dial('600');
    await settle();
    world.userAgent.sessions.at(-1)?.says({ kind: 'established' });
    world.userAgent.says({ kind: 'messageSeen', direction: 'in', server: 'wss://x/', text: OK });
    world.mediaSays(LEARNED);
    await settle();
    world.clock.advance(4000);
    await settle();
  }

  it('nothing of an answered call is written, learned or listed', async () => {
    await answered();
    expect(done()).toEqual(NOTHING);
    world.mediaSays({ kind: 'connected' });
    await settle();
    const dead = ['stun:dead.example.org:3478'];
    expect(done()).toEqual({ history: 1, trace: 1, listed: 1, dead });
  });

  it('nothing waits for more than 5 s', async () => {
    await answered();
    world.clock.advance(1000);
    await settle();
    expect(done()).toMatchObject({ trace: 1, listed: 1 });
  });

  it('nothing waits for a call that is over', async () => {
    await answered();
    await press(at.phone).hangUp();
    await settle();
    expect(done()).toMatchObject({ trace: 1, listed: 1 });
    expect(world.kept.history).toMatchObject([{ outcome: 'answered' }]);
  });

  it('and while the other end only rings, nothing waits', async () => {
    await press(at.phone).dial('600');
    await settle();
    world.userAgent.says({ kind: 'messageSeen', direction: 'in', server: 'wss://x/', text: OK });
    await settle();
    world.clock.advance(500);
    await settle();
    expect(done()).toMatchObject({ trace: 1 });
  });
});
