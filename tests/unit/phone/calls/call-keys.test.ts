// What is dialled, sent and kept is one number; what stood behind it follows the answer. Keys of a call: who goes first, and when
// nothing is sent.
import { beforeEach, describe, expect, it } from 'vitest';
import { Softphone } from '../../../../src/phone/softphone.ts';
import { isTone, isTonePause } from '../../../../src/sip/dtmf.ts';
import { parseProfile } from '../../../../src/provisioning/parse-profile.ts';
import { FakeWorld } from '../../../doubles/fake-ports.ts';
import { press, seen } from '../../../doubles/press.ts';

let world: FakeWorld;
let phone: Softphone;

async function answered(typed: string): Promise<void> {
  await press(phone).dial(typed);
  await expect.poll(() => world.userAgent.sessions.length).toBe(1);
  session().says({ kind: 'established' });
}
const session = () => {
  const last = world.userAgent.sessions.at(-1);
  if (last === undefined) throw new Error('no call');
  return last;
};
const keys = (): string =>
  session()
    .commands.flatMap((command) => /^(\S+) by /u.exec(command)?.[1] ?? [])
    .join('');

beforeEach(async () => {
  world = new FakeWorld();
  phone = new Softphone(world.ports);
  const profile = parseProfile({
    version: 1,
    account: { username: '1001', domain: 'pbx.example.org', password: 'p' },
    webSocketServers: ['wss://pbx.example.org/ws'],
  });
  if (profile.kind === 'invalid') throw new Error('the profile is wrong');
  world.keep(profile.profile);
  await phone.start();
  await expect.poll(() => phone.store.state.accounts[0]?.registration.phase).toBe('registered');
});

describe('a dialled number', () => {
  it('is the same in the INVITE and in the history, however it was typed', async () => {
    await answered('tel:%2B49 (0)30-000 000,,12');
    void press(phone).hangUp();
    expect(world.userAgent.targets).toEqual(['sip:+4930000000@pbx.example.org']);
    expect(phone.store.state.history[0]?.remote.uri).toBe('sip:+4930000000@pbx.example.org');
  });

  it('is followed by its tones, each after its pause', async () => {
    await answered('5550100,,12,3#');
    world.clock.advance(3900);
    expect(keys()).toBe('');
    world.clock.advance(200);
    expect(keys()).toBe('12');
    world.clock.advance(1900);
    expect(keys()).toBe('12');
    world.clock.advance(400);
    expect(keys()).toBe('123#');
    expect(seen(phone).call).not.toHaveProperty('keys');
    expect(seen(phone).call).toMatchObject({ tonesSent: ['1', '2', '3', '#'] });
  });

  it('keeps an extension until the person sends it', async () => {
    await answered('555 0100 ext. 12');
    world.clock.advance(60_000);
    expect(keys()).toBe('');
    expect(seen(phone).call).toMatchObject({
      keys: { kind: 'extension', keys: '12', phase: 'waiting' },
    });
    void press(phone).goOnWithKeys();
    world.clock.advance(1000);
    expect(keys()).toBe('12');
  });

  it('waits at a semicolon for the person', async () => {
    await answered('5550100,1;2');
    world.clock.advance(10_000);
    expect(keys()).toBe('1');
    void press(phone).goOnWithKeys();
    expect(keys()).toBe('12');
  });

  it('sends nothing that was stopped before the answer, and keeps it in sight', async () => {
    await press(phone).dial('5550100,,12');
    await expect.poll(() => world.userAgent.sessions.length).toBe(1);
    void press(phone).stopKeys();
    session().says({ kind: 'established' });
    world.clock.advance(60_000);
    expect([keys(), seen(phone).call]).toMatchObject(['', { keys: { phase: 'waiting' } }]);
    void press(phone).stopKeys();
    expect(seen(phone).call).not.toHaveProperty('keys');
  });

  it('sends no tones into the next call', async () => {
    await answered('5550100,12');
    void press(phone).hangUp();
    await press(phone).dial('600');
    await expect.poll(() => world.userAgent.sessions.length).toBe(2);
    session().says({ kind: 'established' });
    world.clock.advance(60_000);
    expect(keys()).toBe('');
  });

  it('is not dialled where it could be two', async () => {
    await press(phone).dial('5550100,5550101');
    expect(seen(phone)).toMatchObject({ notice: 'badTarget', call: undefined });
  });
});

describe('keys typed or pasted in a call', () => {
  const left = (): string => {
    const { call } = seen(phone);
    return call?.keys === undefined ? '' : `${call.keys.keys} ${call.keys.phase}`;
  };
  const commands = (): readonly string[] =>
    session().commands.filter((command) => / by |drop/u.test(command));

  beforeEach(async () => {
    await answered('600');
    session().sendsTonesAtOnce = false;
  });

  it('are handed on as they are told, a run at once, by the method and with the times that were set', () => {
    void press(phone).changeSettings({ dtmfMethod: 'info', toneMs: 200, toneGapMs: 100 });
    void press(phone).sendKeys('1234,5#');
    expect(commands()).toEqual(['1234 by info, 200/100 ms']);
    session().tonesGoOut(4);
    world.clock.advance(2299);
    expect(commands()).toHaveLength(1);
    world.clock.advance(1);
    expect(commands()[1]).toBe('5# by info, 200/100 ms');
  });

  it('let a key of the person go first: what is left waits in sight', () => {
    void press(phone).sendKeys('1234');
    session().tonesGoOut(1);
    void press(phone).sendTone('0');
    expect(commands().slice(1)).toEqual(['drop 3 tones', '0 by rfc4733, 120/70 ms']);
    expect(left()).toBe('234 waiting');
    session().tonesGoOut(1);
    void press(phone).goOnWithKeys();
    session().tonesGoOut(3);
    expect(seen(phone).call).toMatchObject({ tonesSent: ['1', '0', '2', '3', '4'] });
    expect(left()).toBe('');
  });

  it('wait while they wait for a key of the person, which is sent alone', () => {
    void press(phone).sendKeys(';9');
    void press(phone).sendTone('1');
    session().tonesGoOut(1);
    expect([commands(), left()]).toEqual([['1 by rfc4733, 120/70 ms'], '9 waiting']);
  });

  it('are not begun where anything else stands among them, or there are too many', () => {
    for (const odd of ['1٣2', '12x', '1 2', '1'.repeat(201)])
      void phone.calls.do({ kind: 'sendKeys', callId: phone.store.state.activeCallId ?? '', keys: odd });
    void press(phone).sendTone('1', Number.NaN);
    expect(keys()).toBe('1');
    expect(session().commands.at(-1)).toBe('1 by rfc4733, 120/70 ms');
    expect(seen(phone).call?.keys).toBeUndefined();
  });

  it('mean the same with their pauses whether typed one by one or pasted', () => {
    const type = (typed: string): void => {
      for (const key of typed)
        if (isTonePause(key)) void press(phone).typePause(key);
        else if (isTone(key)) void press(phone).sendTone(key);
    };
    type('1');
    session().tonesGoOut(1);
    type(',,2#');
    expect(left()).toBe(',,2# going');
    world.clock.advance(3999);
    expect(commands()).toEqual(['1 by rfc4733, 120/70 ms']);
    world.clock.advance(1);
    expect(commands().slice(1)).toEqual(['2# by rfc4733, 120/70 ms']);
    session().tonesGoOut(2);
    type('3');
    session().tonesGoOut(1);
    expect(commands().slice(2)).toEqual(['3 by rfc4733, 120/70 ms']);
    type(';45');
    expect([commands().length, left()]).toEqual([3, '45 waiting']);
    void press(phone).goOnWithKeys();
    expect(commands().slice(3)).toEqual(['45 by rfc4733, 120/70 ms']);
    session().tonesGoOut(2);
    type('6');
    expect(commands().slice(4)).toEqual(['6 by rfc4733, 120/70 ms']);
  });

  it('follow a typed semicolon only once the person asks for them, whatever was still going', () => {
    void press(phone).sendKeys('1,2');
    session().tonesGoOut(1);
    void press(phone).typePause(';');
    void press(phone).sendTone('9');
    world.clock.advance(4000);
    session().tonesGoOut(1);
    expect(left()).toBe('9 waiting');
    void press(phone).stopKeys();
    void press(phone).sendTone('8');
    expect([commands().at(-1), left()]).toEqual(['8 by rfc4733, 120/70 ms', '']);
  });

  it('take no pause while the call is on hold', async () => {
    await press(phone).setHold(true);
    void press(phone).typePause(';');
    await press(phone).setHold(false);
    void press(phone).sendTone('1');
    expect([commands(), left()]).toEqual([['1 by rfc4733, 120/70 ms'], '']);
  });

  it('last as long as a key was held', () => {
    void press(phone).sendTone('5', 1480);
    void press(phone).sendTone('5', 60_000);
    expect(commands()).toEqual(['5 by rfc4733, 1480/70 ms', '5 by rfc4733, 6000/70 ms']);
  });

  it('stop when the call goes on hold, and nothing is sent before it goes on', async () => {
    void press(phone).sendKeys('123');
    session().tonesGoOut(1);
    await press(phone).setHold(true);
    expect(left()).toBe('23 waiting');
    const before = commands().length;
    void press(phone).sendTone('5');
    void press(phone).goOnWithKeys();
    void press(phone).sendKeys('77');
    expect([commands().length, left()]).toEqual([before, '77;23 waiting']);
    await press(phone).setHold(false);
    void press(phone).goOnWithKeys();
    session().tonesGoOut(2);
    expect(left()).toBe('23 waiting');
  });

  it('stop when they put us on hold, and when keys are refused', () => {
    const happenings = [
      { kind: 'remoteHoldChanged', held: true },
      { kind: 'tonesAnswered', isTaken: false },
    ] as const;
    for (const happening of happenings) {
      void press(phone).sendKeys('12');
      session().says(happening);
      expect(left()).toBe('12 waiting');
      void press(phone).stopKeys();
      expect(left()).toBe('');
    }
  });

  it('stop when somebody else takes the place of the other end', () => {
    void press(phone).sendKeys('12');
    const other = world.userAgent.ring('1003', '', session().id);
    expect([left(), session()]).toEqual(['12 waiting', other]);
    world.clock.advance(60_000);
    expect([commands(), left()]).toEqual([[], '12 waiting']);
  });

  it('end with the call', () => {
    void press(phone).sendKeys('1,2');
    session().tonesGoOut(1);
    void press(phone).hangUp();
    world.clock.advance(60_000);
    expect(keys()).toBe('1');
    expect(seen(phone).call).not.toHaveProperty('keys');
  });

  it('are heard as they go out, each once', () => {
    void press(phone).sendKeys('12');
    void press(phone).sendTone('3');
    session().tonesGoOut(3);
    expect(world.sounds.filter((sound) => sound.startsWith('key'))).toEqual(['key 697+1477']);
  });
});
