// A conversation of four, mixed in the page of one: who hears whom, by the spectrum at every end, each party sending a tone of its own.
// Nobody hears themselves, whatever is muted, held, added or taken out.
import {
  allowCalls,
  answerFrom,
  answerReferral,
  command,
  conferenceOf,
  isFree,
  upWith,
} from './support/commands.ts';
import type { Voice } from '../fixtures/voices.ts';
import { giveVoice, hear } from './support/own-tone.ts';
import type { PhonePage } from './support/phone.ts';
import { bothWays } from './support/stats.ts';
import { expect, test, type NewPhone } from './support/test.ts';

interface Party {
  readonly phone: PhonePage;
  readonly user: string;
  /** Its call at the one who mixes. */
  readonly callId: string;
}

async function newVoice(newPhone: NewPhone, voice: Voice, user: string): Promise<PhonePage> {
  const phone = await newPhone();
  await giveVoice(phone, voice);
  await phone.signIn(user);
  return phone;
}

/** `a` calls somebody, who answers. */
async function called(a: PhonePage, phone: PhonePage, user: string): Promise<Party> {
  await command(a.page, { kind: 'dial', called: user });
  await answerFrom(phone, '1001');
  return { phone, user, callId: (await upWith(a, user)).id };
}

test('each hears all others and nobody themselves: mute, hold, leaving, and the last two joined', async ({
  newPhone,
}) => {
  test.setTimeout(120_000);
  const a = await newVoice(newPhone, 'a', '1001');
  const others = await Promise.all([
    newVoice(newPhone, 'b', '1002'),
    newVoice(newPhone, 'c', '1003'),
    newVoice(newPhone, 'd', '1004'),
  ]);
  await allowCalls(a.page, 6);
  const b = await called(a, others[0], '1002');
  const c = await called(a, others[1], '1003');
  await command(a.page, { kind: 'confer', callIds: [b.callId, c.callId] });
  await hear([a, 'b', 'c'], [b.phone, 'a c'], [c.phone, 'a b']);
  const d = await called(a, others[2], '1004');
  await command(a.page, { kind: 'confer', callIds: [d.callId] });
  await hear([a, 'b', 'c', 'd'], [b.phone, 'a c d'], [c.phone, 'a b d'], [d.phone, 'a b c']);
  await Promise.all([
    ...[0, 1, 2].map((place) => bothWays(a.page, place)),
    ...[b, c, d].map(({ phone }) => bothWays(phone.page)),
  ]);
  expect(await conferenceOf(a.page)).toHaveLength(3);

  // One mutes itself, one is silenced by who mixes, and who mixes mutes one's own voice for one alone.
  const atB = (await upWith(b.phone, '1001')).id;
  await command(b.phone.page, { kind: 'setMuted', callId: atB, muted: true });
  await hear([a, '', 'c', 'd'], [b.phone, 'a c d'], [c.phone, 'a d'], [d.phone, 'a c']);
  await command(b.phone.page, { kind: 'setMuted', callId: atB, muted: false });
  await command(a.page, { kind: 'setHeard', callId: c.callId, isHeard: false });
  await hear([a, 'b', 'c', 'd'], [b.phone, 'a d'], [c.phone, 'a b d'], [d.phone, 'a b']);
  await command(a.page, { kind: 'setHeard', callId: c.callId, isHeard: true });
  await command(a.page, { kind: 'setMuted', callId: d.callId, muted: true });
  await hear([a, 'b', 'c', 'd'], [b.phone, 'a c d'], [c.phone, 'a b d'], [d.phone, 'b c']);
  await command(a.page, { kind: 'setMuted', callId: d.callId, muted: false });

  // On hold it hears nobody and is heard by nobody; taken back, all is as before.
  await command(a.page, { kind: 'setHold', callId: b.callId, held: true });
  await hear([a, '', 'c', 'd'], [b.phone, ''], [c.phone, 'a d'], [d.phone, 'a c']);
  await command(a.page, { kind: 'setHold', callId: b.callId, held: false });
  await hear([a, 'b', 'c', 'd'], [b.phone, 'a c d'], [c.phone, 'a b d'], [d.phone, 'a b c']);

  // One leaves by hanging up; then who mixes leaves, and the two who are left have each other.
  await d.phone.hangUp();
  await hear([a, 'b', 'c'], [b.phone, 'a c'], [c.phone, 'a b']);
  await command(a.page, { kind: 'join', callId: b.callId, withId: c.callId });
  await answerReferral(b.phone, '1001', true);
  await isFree(a);
  await hear([b.phone, 'c'], [c.phone, 'b']);
  await Promise.all([bothWays(b.phone.page), bothWays(c.phone.page)]);
});

test('with one taken out, each call goes on by itself: the one with sound, the other on hold', async ({
  newPhone,
}) => {
  const a = await newVoice(newPhone, 'a', '1001');
  const [bPhone, cPhone] = await Promise.all([
    newVoice(newPhone, 'b', '1002'),
    newVoice(newPhone, 'c', '1003'),
  ]);
  const b = await called(a, bPhone, '1002');
  const c = await called(a, cPhone, '1003');
  await command(a.page, { kind: 'confer', callIds: [b.callId, c.callId] });
  await hear([a, 'b', 'c'], [b.phone, 'a c'], [c.phone, 'a b']);
  await command(a.page, { kind: 'leaveConference', callId: b.callId });
  await hear([a, '', 'c'], [b.phone, ''], [c.phone, 'a']);
  expect(await conferenceOf(a.page)).toEqual([]);
  await command(a.page, { kind: 'switchTo', callId: b.callId });
  await hear([a, 'b', ''], [b.phone, 'a'], [c.phone, '']);
  await Promise.all([bothWays(a.page, 0), bothWays(b.phone.page)]);
});
