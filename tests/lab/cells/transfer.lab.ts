// Transfers with a plain phone (baresip) in each of the three roles, behind Kamailio and rtpengine: whoever is handed over has sound both ways
// with the one it came to, and whoever could not be is back. Measured at all ends, as in many-calls.
import {
  answerFrom,
  answerReferral,
  callWith,
  command,
  isFree,
  upWhere,
  upWith,
} from '../../e2e/support/commands.ts';
import { hear } from '../../e2e/support/own-tone.ts';
import type { PhonePage } from '../../e2e/support/phone.ts';
import { expect, type Lab } from '../support/lab-test.ts';
import { plainHears } from '../support/plain-ear.ts';
import { soundAt } from '../support/sound-at.ts';
import { withVoices as test } from '../support/voiced-test.ts';

/** This phone and the plain phone have sound both ways, and nobody else's. */
async function talksToPlain(lab: Lab, phone: PhonePage, voice: string): Promise<void> {
  await Promise.all([soundAt(phone), hear([phone, 'plain']), plainHears(lab, voice)]);
}

async function talk(a: PhonePage, b: PhonePage): Promise<void> {
  await Promise.all([soundAt(a), soundAt(b), hear([a, 'b'], [b, 'a'])]);
}

/** Back with whom it could not hand over, and told why. */
async function isBack(phone: PhonePage, user: string, statusCode: number): Promise<void> {
  await upWhere(phone, user, `is back after ${String(statusCode)}`, ({ hold, transfer }) => {
    return hold === 'none' && transfer?.kind === 'failed' && transfer.statusCode === statusCode;
  });
}

test('blind: the plain phone is handed over, hands over, and is handed to', async ({
  lab,
  openVoice,
  addressOf,
}) => {
  const [a, b] = await Promise.all([openVoice(0, 'a'), openVoice(1, 'b')]);
  await a.dial('2001');
  await talksToPlain(lab, a, 'a');
  const { id: first } = await upWith(a, '2001');
  await command(a.page, { kind: 'transfer', callId: first, called: '1002' });
  await answerFrom(b, '2001');
  await isFree(a);
  await talksToPlain(lab, b, 'b');

  await lab.servers.baresip.transfer(addressOf('1001'));
  await answerReferral(b, '2001', true);
  await answerFrom(a, '1002');
  await talk(a, b);

  const { id: second } = await upWith(a, '1002');
  await command(a.page, { kind: 'transfer', callId: second, called: '2001' });
  await answerReferral(b, '1001', true);
  await isFree(a);
  await talksToPlain(lab, b, 'b');
  await b.hangUp();
  await isFree(b);
});

test('attended: a plain phone that was asked first is joined with the other, and one that is handed over', async ({
  lab,
  openVoice,
}) => {
  const [a, b] = await Promise.all([openVoice(0, 'a'), openVoice(1, 'b')]);
  await a.dial('1002');
  await answerFrom(b, '1001');
  const { id: withB } = await upWith(a, '1002');
  await command(a.page, { kind: 'consult', callId: withB, called: '2001' });
  const { id: consulted } = await upWith(a, '2001');
  await Promise.all([soundAt(a), plainHears(lab, 'a'), hear([a, '', 'plain'], [b, ''])]);
  await command(a.page, { kind: 'join', callId: withB, withId: consulted });
  await answerReferral(b, '1001', true);
  await isFree(a);
  await talksToPlain(lab, b, 'b');
  await command(b.page, { kind: 'hangUp', callId: (await upWith(b, '2001')).id });
  await isFree(b);

  await command(a.page, { kind: 'dial', called: '2001' });
  const { id: withPlain } = await upWith(a, '2001');
  await talksToPlain(lab, a, 'a');
  await command(a.page, { kind: 'consult', callId: withPlain, called: '1002' });
  await answerFrom(b, '1001');
  const { id: withId } = await upWith(a, '1002');
  await command(a.page, { kind: 'join', callId: withPlain, withId });
  // It knows no Replaces: it calls anew (docs/interop/baresip.md).
  await answerFrom(b, '2001');
  await isFree(a);
  await talksToPlain(lab, b, 'b');
  await b.hangUp();
  await isFree(b);
});

test('attended between apps, with Replaces through the server: the two have each other, whoever called', async ({
  openVoice,
}) => {
  const [a, b, c] = await Promise.all([openVoice(0, 'a'), openVoice(1, 'b'), openVoice(0, 'c')]);
  await a.dial('1002');
  await answerFrom(b, '1001');
  const { id: withB } = await upWith(a, '1002');
  await c.dial('1001');
  const { id: withC } = await answerFrom(a, '1003');
  const atC = await upWith(c, '1001');
  await command(a.page, { kind: 'join', callId: withB, withId: withC });
  await answerReferral(b, '1001', true);
  await isFree(a);
  await Promise.all([soundAt(b), soundAt(c), hear([b, 'c'], [c, 'b'])]);
  // Nothing rang there: the call it had goes on with another.
  expect(await upWith(c, '1002')).toMatchObject({ id: atC.id, hold: 'none' });
  await c.hangUp();
  await isFree(b);
});

test('what can’t be handed over comes back with its sound: nobody there, declined, busy', async ({
  lab,
  openVoice,
  addressOf,
}) => {
  const { baresip } = lab.servers;
  const [a, b] = await Promise.all([openVoice(0, 'a'), openVoice(1, 'b')]);
  await a.dial('2001');
  const { id: withPlain } = await upWith(a, '2001');
  await command(a.page, { kind: 'transfer', callId: withPlain, called: '1999' });
  await isBack(a, '2001', 404);
  await talksToPlain(lab, a, 'a');
  await command(a.page, { kind: 'transfer', callId: withPlain, called: '1002' });
  const { id: ringing } = await callWith(b, '2001', 'rings', ({ phase }) => phase === 'ringing');
  await command(b.page, { kind: 'decline', callId: ringing });
  await isBack(a, '2001', 603);
  await talksToPlain(lab, a, 'a');
  // The plain phone itself does not come back: it hangs up, whatever becomes of those whom it hands over (docs/interop/baresip.md).
  await baresip.transfer(addressOf('1999'));
  await answerReferral(a, '2001', true);
  await callWith(a, '1999', 'is told not to be there', (call) => {
    return call.phase === 'terminated' && call.end.statusCode === 404;
  });
  await isFree(a);

  await baresip.answersByItself(false);
  await command(a.page, { kind: 'dial', called: '1002' });
  await answerFrom(b, '1001');
  const { id: withB } = await upWith(a, '1002');
  await command(a.page, { kind: 'transfer', callId: withB, called: '2001' });
  await answerReferral(b, '1001', true);
  await callWith(b, '2001', 'rings there', ({ phase }) => phase === 'ringing');
  await baresip.hangUp();
  await isBack(a, '1002', 486);
  await talk(a, b);

  for (const [user, refuse] of [
    ['2001', () => baresip.hangUp()],
    ['1999', () => Promise.resolve()],
  ] as const) {
    await command(a.page, { kind: 'consult', callId: withB, called: user });
    if (user === '2001') await callWith(a, user, 'rings there', ({ phase }) => phase === 'ringing');
    await refuse();
    await callWith(a, user, 'has failed', ({ phase }) => phase === 'terminated');
    await command(a.page, { kind: 'switchTo', callId: withB });
    await talk(a, b);
  }
});
