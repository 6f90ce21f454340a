// What is dialled, sent and kept is one number; what stood behind it follows the answer.
import { beforeEach, describe, expect, it } from 'vitest';
import { Softphone } from '../../../src/phone/softphone.ts';
import { parseProfile } from '../../../src/provisioning/parse-profile.ts';
import { FakeWorld } from '../../doubles/fake-ports.ts';
import { press, seen } from '../../doubles/press.ts';

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
    .commands.filter((command) => command.includes(' by '))
    .map((command) => command.charAt(0))
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
    expect(keys()).toBe('1');
    world.clock.advance(600);
    expect(keys()).toBe('12');
    world.clock.advance(2500);
    expect(keys()).toBe('123#');
    expect(seen(phone).call).not.toHaveProperty('after');
  });

  it('keeps an extension until the person sends it', async () => {
    await answered('555 0100 ext. 12');
    world.clock.advance(60_000);
    expect(keys()).toBe('');
    expect(seen(phone).call).toMatchObject({ after: { kind: 'extension', keys: '12' } });
    void press(phone).sendTonesAfter();
    world.clock.advance(1000);
    expect(keys()).toBe('12');
  });

  it('waits at a semicolon for the person', async () => {
    await answered('5550100,1;2');
    world.clock.advance(10_000);
    expect(keys()).toBe('1');
    void press(phone).sendTonesAfter();
    expect(keys()).toBe('12');
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
