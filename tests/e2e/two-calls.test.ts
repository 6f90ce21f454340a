// Two calls at a time on one phone: one is talked to and the other rests, swapped in any order; whoever comes back from hold is heard, and
// hears. Every phone sends a tone of its own, so that a call that gets the other one's sound shows as well.
import { answerFrom, callWith, command, isFree, upWhere, upWith } from './support/commands.ts';
import { giveVoice, hear } from './support/own-tone.ts';
import type { PhonePage } from './support/phone.ts';
import { bothWays, neitherWay } from './support/stats.ts';
import { expect, test, type NewPhone } from './support/test.ts';

async function threePhones(newPhone: NewPhone): Promise<readonly [PhonePage, PhonePage, PhonePage]> {
  const phones = [await newPhone(), await newPhone(), await newPhone()] as const;
  const [a, b, c] = phones;
  await Promise.all([giveVoice(a, 'a'), giveVoice(b, 'b'), giveVoice(c, 'c')]);
  await Promise.all([a.signIn('1001'), b.signIn('1002'), c.signIn('1003')]);
  return phones;
}

/** Sound flows both ways between `a`, on its connection at `place`, and the other, by the counters of both. */
async function talk(a: PhonePage, place: number, other: PhonePage): Promise<void> {
  await Promise.all([bothWays(a.page, place), bothWays(other.page)]);
}

async function rest(a: PhonePage, place: number, other: PhonePage): Promise<void> {
  await Promise.all([neitherWay(a.page, place), neitherWay(other.page)]);
}

test('a second call rests the first; swapped, each has its own sound, and the end of one leaves the other', async ({
  newPhone,
}) => {
  const [a, b, c] = await threePhones(newPhone);
  await a.dial('1002');
  await answerFrom(b, '1001');
  await talk(a, 0, b);
  await c.dial('1001');
  const second = await answerFrom(a, '1003');
  const first = await upWhere(a, '1002', 'is held', ({ hold }) => hold === 'local');
  await Promise.all([talk(a, 1, c), rest(a, 0, b)]);
  await hear([a, '', 'c'], [b, ''], [c, 'a']);

  await command(a.page, { kind: 'switchTo', callId: first.id });
  await Promise.all([talk(a, 0, b), rest(a, 1, c)]);
  await hear([a, 'b', ''], [b, 'a'], [c, '']);
  await command(a.page, { kind: 'setMuted', callId: first.id, muted: true });
  await command(a.page, { kind: 'switchTo', callId: second.id });
  await hear([a, '', 'c'], [b, ''], [c, 'a']);
  // Muted is who was muted, and it stays so when the call comes back.
  await command(a.page, { kind: 'switchTo', callId: first.id });
  await hear([a, 'b', ''], [b, ''], [c, '']);
  await command(a.page, { kind: 'setMuted', callId: first.id, muted: false });
  await talk(a, 0, b);

  await c.hangUp();
  await callWith(a, '1003', 'is over', ({ phase }) => phase === 'terminated');
  await talk(a, 0, b);
  await hear([a, 'b'], [b, 'a']);
  await b.hangUp();
  await isFree(a);
});

test('a second call answered in the place of the first ends that one', async ({ newPhone }) => {
  const [a, b, c] = await threePhones(newPhone);
  await a.dial('1002');
  await answerFrom(b, '1001');
  await talk(a, 0, b);
  await c.dial('1001');
  const { id } = await callWith(a, '1003', 'rings', ({ phase }) => phase === 'ringing');
  await command(a.page, { kind: 'answer', callId: id, present: 'end' });
  await isFree(b);
  await talk(a, -1, c);
  await hear([a, 'c'], [c, 'a']);
});

test('who was held while somebody else was asked has sound both ways again, however that call ended', async ({
  newPhone,
}) => {
  test.setTimeout(90_000);
  const [a, b, c] = await threePhones(newPhone);
  await a.dial('1002');
  await answerFrom(b, '1001');
  await talk(a, 0, b);
  const { id: first } = await upWith(a, '1002');
  const isBack = async (): Promise<void> => {
    await command(a.page, { kind: 'switchTo', callId: first });
    await talk(a, 0, b);
    await hear([a, 'b'], [b, 'a']);
  };
  const ends = {
    'we hang up': async (consulted: string) => command(a.page, { kind: 'hangUp', callId: consulted }),
    'they hang up': async () => c.hangUp(),
  };
  for (const end of Object.values(ends)) {
    await command(a.page, { kind: 'consult', callId: first, called: '1003' });
    await answerFrom(c, '1001');
    const { id } = await upWith(a, '1003');
    await Promise.all([talk(a, 1, c), rest(a, 0, b)]);
    await end(id);
    await isFree(c);
    await isBack();
  }
  // Nobody there, and nobody who wants to: 480 and 603.
  await command(a.page, { kind: 'consult', callId: first, called: '1009' });
  await callWith(a, '1009', 'has failed', ({ phase }) => phase === 'terminated');
  await isBack();
  await command(a.page, { kind: 'consult', callId: first, called: '1003' });
  const { id } = await callWith(c, '1001', 'rings', ({ phase }) => phase === 'ringing');
  await neitherWay(b.page);
  await command(c.page, { kind: 'decline', callId: id });
  await callWith(a, '1003', 'is declined', ({ phase }) => phase === 'terminated');
  await isBack();
  expect(await upWith(a, '1002')).toMatchObject({ id: first, hold: 'none' });
});
