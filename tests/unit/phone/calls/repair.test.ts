// What the phone does by itself about sound that is missing, from pulses and samples to the commands to the session.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Mending, VerdictName } from '../../../../src/diagnosis/verdict.ts';
import type { SoundReport } from '../../../../src/sip/telling/sound-report.ts';
import type { FakeSession } from '../../../doubles/fake-user-agent.ts';
import { NOTHING_COMES, SimulatedCall } from '../../../doubles/simulated-call.ts';
import { settle, signedInPhone, type SignedInPhone } from '../../../doubles/signed-in-phone.ts';

const TURN = { urls: ['turn:t.example.org'], username: 'u', credential: 'p' };
/** Nothing passes any more, checks included. */
const PATH_GONE = {
  ...NOTHING_COMES,
  connection: 'failed',
  ice: 'failed',
  isAnswered: false,
  reports: false,
  feedback: 0,
  path: 'none',
} as const;

let desk: SignedInPhone;
let session: FakeSession;
let sound: SimulatedCall;

const verdict = (): { name: VerdictName; mending: Mending | undefined } | undefined =>
  desk.phone.verdicts.state[desk.callWith('1002').id];

/** Lets so much time pass: four pulses a second, and a sample. Returns when what was asked of the session, in seconds from now. */
function pass(seconds: number): [number, string][] {
  const asked: [number, string][] = [];
  for (let look = 1; look <= seconds * 4; look += 1) {
    const before = session.commands.length;
    desk.world.clock.advance(250);
    sound.advance(250);
    desk.world.mediaSays({ kind: 'pulsed', pulse: sound.pulse() });
    if (look % 4 === 0) desk.world.mediaSays({ kind: 'sampled', sample: sound.sample() });
    for (const command of session.commands.slice(before)) asked.push([look / 4, command]);
  }
  return asked;
}

async function begin(servers: Parameters<typeof signedInPhone>[0] = []): Promise<void> {
  desk = await signedInPhone(servers);
  session = await desk.talkTo('1002');
  sound = new SimulatedCall({}, desk.world.clock.now());
  pass(5);
  session.commands.length = 0;
}

beforeEach(() => begin());

describe('sound that stops arriving', () => {
  it('is noticed and mended within two seconds, and said to be so', () => {
    sound.becomes(NOTHING_COMES);
    const asked = pass(2);
    expect(asked[0]?.[1]).toBe('doubt the server');
    expect(asked[1]).toEqual([expect.closeTo(1.3, 0), 'restart ICE with all']);
    expect(verdict()).toMatchObject({ mending: { state: 'trying', step: 'restart' } });
    sound.becomes({ arrived: 50, heard: 0.01, madeUp: 0, madeUpSilence: 0, pairId: 'pair2' });
    pass(3);
    expect(verdict()).toMatchObject({ name: 'bothFlow', mending: { state: 'helped', step: 'restart' } });
    pass(6);
    expect(verdict()).toMatchObject({ name: 'bothFlow', mending: undefined });
  });

  it('goes round what is in the way by a relay where there is one, and begins with what helped the next time', async () => {
    await begin([TURN]);
    sound.becomes(NOTHING_COMES);
    expect(pass(2).at(-1)?.[1]).toBe('restart ICE with relay');
    expect(pass(3).at(-1)?.[1]).toBe('restart ICE with all');
    sound.becomes({ arrived: 50, heard: 0.01, madeUp: 0, madeUpSilence: 0 });
    pass(10);
    expect(verdict()).toMatchObject({ name: 'bothFlow', mending: undefined });
    sound.becomes(NOTHING_COMES);
    session.commands.length = 0;
    expect(pass(2).at(-1)?.[1]).toBe('restart ICE with all');
    expect(verdict()).toMatchObject({ mending: { state: 'trying', step: 'everythingRestart' } });
  });

  it('is tried one step after the other, then sought again after 8, 15, 15 s', () => {
    sound.becomes(PATH_GONE);
    const asked = pass(90).filter(([, what]) => what !== 'doubt the server');
    const ROUND = ['restart ICE with all', 'offer again', 'renew the connection with all'];
    expect(verdict()?.name).toBe('pathDied');
    expect(asked.map(([, what]) => what)).toEqual([...ROUND, ...ROUND, ...ROUND, ...ROUND]);
    const times = asked.map(([atSeconds]) => atSeconds);
    const waits = [3, 6, 9].map((next) => (times[next] ?? 0) - (times[next - 1] ?? 0));
    // Each after the 3.5 s that the last step of a round had, and the round trips of its messages.
    expect(waits.map((wait) => Math.floor(wait - 3.5))).toEqual([8, 15, 15]);
  });

  it('by the hold of either side, or because they only listen, has nothing mended', () => {
    session.says({ kind: 'remoteHoldChanged', held: true });
    sound.becomes({ ...NOTHING_COMES, theySent: 0 });
    pass(30);
    session.says({ kind: 'remoteHoldChanged', held: false });
    session.says({ kind: 'remoteListensChanged', onlyListens: true });
    pass(30);
    expect(session.commands).toEqual([]);
  });

  it('because the far side sends nothing, as it says, has nothing mended', () => {
    sound.becomes({ ...NOTHING_COMES, theySent: 0 });
    // Their next report tells; until then they may have been lost.
    pass(6);
    session.commands.length = 0;
    pass(30);
    expect(verdict()).toMatchObject({ name: 'theySendNothing', mending: undefined });
    expect(session.commands).toEqual([]);
  });
});

describe('sound that they say does not arrive', () => {
  const theyTell = (hear: SoundReport['hear']): void => {
    session.says({ kind: 'theyTold', report: { hear, play: 'yes', speak: 'sound' } });
  };
  /** Seconds in which they tell each second that they hear nothing. */
  const deafFor = (seconds: number): string[] => {
    const asked: string[] = [];
    for (let second = 0; second < seconds; second += 1) {
      theyTell('nothing');
      asked.push(...session.commands.splice(0), ...pass(1).map(([, what]) => what));
      session.commands.length = 0;
    }
    return asked;
  };

  it('leaves by a relay of this side at once, and is mended by a far side of ours from its end', async () => {
    await begin([TURN]);
    session.says({ kind: 'tellingChanged', isAgreed: true });
    sound.becomes({ feedback: 0, speaksOfUs: false });
    expect(deafFor(1)).toEqual(['path: relay']);
    sound.becomes({ feedback: 16, speaksOfUs: true });
    theyTell('sound');
    pass(5);
    expect(verdict()?.name).toBe('bothFlow');
    // It was in time, or one connection of ours crossed it.
    expect(session.commands.length).toBeLessThanOrEqual(1);
    session.commands.length = 0;
    // Lost another time, and they do not manage to mend it.
    sound.becomes({ feedback: 0, speaksOfUs: false });
    const second = [...deafFor(2), ...deafFor(2)];
    expect(second.slice(0, 2)).toEqual(['path: relay', 'renew the connection with relay']);
  });

  it('goes on as it goes where only their word speaks for it, and where there is no relay', async () => {
    session.says({ kind: 'tellingChanged', isAgreed: true });
    sound.becomes({ feedback: 0, speaksOfUs: false });
    expect(deafFor(1)).toEqual([]);
    await begin([TURN]);
    session.says({ kind: 'tellingChanged', isAgreed: true });
    expect(deafFor(20).filter((what) => what.includes('relay') || what.includes('renew'))).toEqual([]);
    expect(verdict()?.name).toBe('lostOnTheWayOut');
  });
});

describe('a server that is lost', () => {
  it('learns where we are once it is back, and nothing else where the sound flows', () => {
    session.says({ kind: 'serverLost' });
    pass(20);
    expect(session.commands).toEqual([]);
    session.says({ kind: 'serverBack' });
    expect(session.commands).toEqual(['offer again']);
    pass(5);
    expect(session.commands).toEqual(['offer again']);
  });

  it('has the path sought at once when it is back, where the sound was lost as well, and nothing before', () => {
    session.says({ kind: 'serverLost' });
    sound.becomes(PATH_GONE);
    expect(pass(20).map(([, what]) => what)).toEqual(['doubt the server']);
    session.commands.length = 0;
    session.says({ kind: 'serverBack' });
    expect(session.commands).toEqual(['restart ICE with all']);
  });

  it('ends the call once the sound has been lost with it for a minute, and no earlier', () => {
    session.says({ kind: 'serverLost' });
    pass(30);
    sound.becomes(PATH_GONE);
    pass(59);
    expect(session.commands).not.toContain('give up');
    expect(desk.callWith('1002').phase).toBe('established');
    pass(4);
    expect(session.commands.at(-1)).toBe('give up');
    expect(desk.callWith('1002')).toMatchObject({
      phase: 'terminated',
      end: { by: 'system', cause: 'connectionLost' },
    });
  });

  it('ends no call whose sound flows, or comes back within the minute', () => {
    session.says({ kind: 'serverLost' });
    pass(90);
    sound.becomes(NOTHING_COMES);
    pass(55);
    sound.becomes({ arrived: 50, heard: 0.01, madeUp: 0, madeUpSilence: 0 });
    pass(60);
    expect(session.commands).not.toContain('give up');
    expect(desk.callWith('1002').phase).toBe('established');
  });
});

describe('what is local', () => {
  it('is put right without a word to the far side: playback that stopped', () => {
    sound.becomes({ playback: 'stopped', isTaken: false });
    pass(0.5);
    expect(desk.world.resumed).toBe(1);
    expect(session.commands).toEqual([]);
  });

  it('a microphone that ended is opened again', async () => {
    const before = desk.world.microphonesAsked.length;
    sound.becomes({ microphone: 'ended' });
    pass(2);
    await settle();
    expect(desk.world.microphonesAsked.length).toBeGreaterThan(before);
    expect(session.commands).toEqual([]);
  });
});

describe('the history of the call', () => {
  it('tells what was wrong, for how long, and what helped', () => {
    sound.becomes(NOTHING_COMES);
    pass(3);
    sound.becomes({ arrived: 50, heard: 0.01, madeUp: 0, madeUpSilence: 0 });
    pass(8);
    session.terminate();
    const { story } = desk.phone.store.state.history[0] ?? {};
    expect(story?.repairs).toMatchObject([{ step: 'restart', helped: true }]);
    expect(story?.verdicts).toMatchObject([{ name: 'nothingArrives', atSeconds: 6, forSeconds: 2 }]);
  });
});
