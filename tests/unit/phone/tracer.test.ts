import { beforeEach, describe, expect, it } from 'vitest';
import { PhoneError } from '../../../src/phone/errors.ts';
import { WhatCanWait } from '../../../src/phone/what-can-wait.ts';
import { Tracer, type MessageSeen } from '../../../src/phone/tracer.ts';
import { FakeWorld } from '../../doubles/fake-ports.ts';
import { SERVER, STORY_SECRETS, sipText, story } from '../../doubles/sip-messages.ts';

const ACCOUNT = 'account-1';
let owners: Record<string, string>;
const ownerOf = (accountId: string, sipCallId: string): string | undefined =>
  owners[`${accountId} ${sipCallId}`];
let world: FakeWorld;
let tracer: Tracer;

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
const message = (text: string): MessageSeen => ({
  kind: 'messageSeen',
  direction: 'out',
  server: SERVER,
  text,
});
const texts = (): string[] => tracer.store.state.map(({ text }) => text);
const kept = (): string[] => world.kept.trace.map(({ text }) => text);
const complaints = (): number => world.log.entries.filter(({ level }) => level === 'error').length;

beforeEach(async () => {
  world = new FakeWorld();
  owners = {};
  tracer = new Tracer(world.ports, new WhatCanWait(world.clock), ownerOf);
  await tracer.load();
});

describe('the tracer', () => {
  it('shows a message at once and keeps several together, half a second later', async () => {
    tracer.seen(message('a'), ACCOUNT);
    world.clock.advance(499);
    tracer.seen(message('b'), ACCOUNT);
    await settle();
    expect(texts()).toEqual(['a', 'b']);
    expect(kept()).toEqual([]);
    world.clock.advance(1);
    await settle();
    expect(kept()).toEqual(['a', 'b']);
  });

  it('keeps and shows no secret', async () => {
    for (const { direction, server, text } of story(200_000))
      tracer.seen({ kind: 'messageSeen', direction, server: `${server}?token=secrettoken`, text }, ACCOUNT);
    tracer.flush();
    await settle();
    expect(world.kept.trace.length).toBeGreaterThan(10);
    const places = JSON.stringify([world.kept.trace, tracer.store.state]);
    for (const secret of [...STORY_SECRETS, 'secrettoken']) expect(places).not.toContain(secret);
  });

  it('keeps what waits when the page goes away, once', async () => {
    tracer.seen(message('a'), ACCOUNT);
    tracer.flush();
    world.clock.advance(5000);
    tracer.flush();
    await settle();
    expect(kept()).toEqual(['a']);
  });

  it('shows what an earlier visit kept, before what this one saw', async () => {
    tracer.seen(message('a'), ACCOUNT);
    tracer.flush();
    await settle();
    const later = (tracer = new Tracer(world.ports, new WhatCanWait(world.clock), ownerOf));
    const loaded = later.load();
    later.seen(message('b'), ACCOUNT);
    await loaded;
    expect(texts()).toEqual(['a', 'b']);
    later.flush();
    await settle();
    expect(kept()).toEqual(['a', 'b']);
  });

  it('names the call of a message, also where the call is known only a moment later, and keeps that', async () => {
    const invite = sipText({ start: 'INVITE sip:1002@h SIP/2.0', cseq: '1 INVITE', callId: 'early' });
    const options = sipText({ start: 'OPTIONS sip:h SIP/2.0', cseq: '1 OPTIONS', callId: 'ping' });
    for (const text of [invite, options]) tracer.seen(message(text), ACCOUNT);
    owners = { [`${ACCOUNT} early`]: 'mine' };
    tracer.nameOwners();
    tracer.seen(
      message(sipText({ start: 'SIP/2.0 180 Ringing', cseq: '1 INVITE', callId: 'early' })),
      ACCOUNT,
    );
    tracer.seen(message(invite), 'another account');
    tracer.flush();
    await settle();
    const names = ['mine', undefined, 'mine', undefined];
    expect(tracer.store.state.map(({ callId }) => callId)).toEqual(names);
    expect(world.kept.trace.map(({ callId }) => callId)).toEqual(names);
  });

  it('forgets everything, what waits included', async () => {
    tracer.seen(message('a'), ACCOUNT);
    tracer.flush();
    tracer.seen(message('b'), ACCOUNT);
    await settle();
    const keepAgain = tracer.forget();
    world.kept.trace = [];
    tracer.seen(message('meanwhile'), ACCOUNT);
    keepAgain();
    world.clock.advance(5000);
    await settle();
    expect(texts()).toEqual([]);
    expect(kept()).toEqual([]);
    tracer.seen(message('c'), ACCOUNT);
    world.clock.advance(500);
    await settle();
    expect(kept()).toEqual(['c']);
  });

  it('goes on in memory where storage fails, complains once, and keeps again when it can', async () => {
    world.storageProblem = new PhoneError('storageFull');
    await tracer.load();
    for (const text of ['a', 'b']) {
      tracer.seen(message(text), ACCOUNT);
      world.clock.advance(500);
      await settle();
    }
    expect(texts()).toEqual(['a', 'b']);
    expect(complaints()).toBe(1);
    world.storageProblem = undefined;
    tracer.seen(message('c'), ACCOUNT);
    world.clock.advance(500);
    await settle();
    expect(kept()).toEqual(['c']);
  });
});
