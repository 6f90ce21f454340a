// Several calls of one phone, with a plain phone (baresip) as the third party behind Kamailio and rtpengine: call waiting, hold from each side,
// and a conversation of several. Who hears whom is measured at all ends: counters and spectrum in the browsers, packets and their tones at
// the cable of the plain phone.
import {
  answerFrom,
  answerReferral,
  callWith,
  command,
  conferenceOf,
  isFree,
  upWhere,
  upWith,
} from '../../e2e/support/commands.ts';
import { hear } from '../../e2e/support/own-tone.ts';
import { neitherWay, receivesNothing, untilCall } from '../../e2e/support/stats.ts';
import { expect } from '../support/lab-test.ts';
import { plainHears, plainRests } from '../support/plain-ear.ts';
import { soundAt } from '../support/sound-at.ts';
import { withVoices as test } from '../support/voiced-test.ts';

test('a plain phone calls during a call: answered, swapped, ended, and the other call is not touched', async ({
  lab,
  openVoice,
  addressOf,
}) => {
  const [a, b] = await Promise.all([openVoice(0, 'a'), openVoice(1, 'b')]);
  await a.dial('1002');
  const atB = await answerFrom(b, '1001');
  await Promise.all([soundAt(a), soundAt(b)]);
  await lab.servers.baresip.dial(addressOf('1001'));
  await a.button('Hold and answer').click();
  const { id: first } = await upWhere(a, '1002', 'is held', ({ hold }) => hold === 'local');
  await Promise.all([
    soundAt(a, 1),
    plainHears(lab, 'a'),
    neitherWay(a.page, 0),
    neitherWay(b.page),
    hear([a, '', 'plain'], [b, '']),
  ]);

  await command(a.page, { kind: 'switchTo', callId: first });
  await Promise.all([soundAt(a, 0), soundAt(b), neitherWay(a.page, 1), plainRests(lab)]);
  await hear([a, 'b', ''], [b, 'a']);
  await lab.servers.baresip.hangUp();
  await callWith(a, '2001', 'is over', ({ phase }) => phase === 'terminated');
  await Promise.all([soundAt(a), soundAt(b), hear([a, 'b'], [b, 'a'])]);
  expect(await upWith(b, '1001')).toMatchObject({ id: atB.id, hold: 'none' });
  await a.hangUp();
  await isFree(b);
});

test('hold and resume, by the plain phone and by the app, and again: sound both ways after each', async ({
  lab,
  openVoice,
}) => {
  const { baresip } = lab.servers;
  const a = await openVoice(0, 'a');
  await a.dial('2001');
  const talk = () => Promise.all([soundAt(a), hear([a, 'plain']), plainHears(lab, 'a')]);
  await talk();
  const hold = a.button('Hold');
  await baresip.hold();
  await expect(a.call).toContainText('They put you on hold');
  await Promise.all([untilCall(a.page, 'nothing from them', receivesNothing), plainRests(lab)]);
  await baresip.resume();
  await talk();
  await hold.click();
  await Promise.all([neitherWay(a.page), plainRests(lab)]);
  await hold.click();
  await talk();

  // Again, and in each other: who is taken back by one alone still rests.
  await baresip.hold();
  await expect(a.call).toContainText('They put you on hold');
  await hold.click();
  await expect(hold).toHaveAttribute('aria-pressed', 'true');
  await baresip.resume();
  await Promise.all([neitherWay(a.page), plainRests(lab)]);
  await hold.click();
  await talk();
  await a.hangUp();
  await expect.poll(async () => (await baresip.statistics()).inCall).toBe(false);
  const { packetsSent, packetsReceived } = await baresip.statistics();
  expect(packetsSent).toBeGreaterThan(100);
  expect(packetsReceived).toBeGreaterThan(100);
});

test('a conversation of three with a plain phone: each hears the others, and the two who are left when the app leaves', async ({
  lab,
  openVoice,
}) => {
  const [a, b] = await Promise.all([openVoice(0, 'a'), openVoice(1, 'b')]);
  await a.dial('1002');
  await answerFrom(b, '1001');
  const { id: withB } = await upWith(a, '1002');
  await command(a.page, { kind: 'dial', called: '2001' });
  const { id: withPlain } = await upWith(a, '2001');
  await command(a.page, { kind: 'confer', callIds: [withB, withPlain] });
  const talk = () =>
    Promise.all([
      hear([a, 'b', 'plain'], [b, 'a plain']),
      plainHears(lab, 'a b'),
      ...[0, 1].map((place) => soundAt(a, place)),
      soundAt(b),
    ]);
  await talk();
  expect(await conferenceOf(a.page)).toHaveLength(2);
  await lab.servers.baresip.hold();
  await Promise.all([hear([a, 'b', ''], [b, 'a']), plainRests(lab)]);
  await lab.servers.baresip.resume();
  await talk();

  await command(a.page, { kind: 'join', callId: withB, withId: withPlain });
  await answerReferral(b, '1001', true);
  await isFree(a);
  await Promise.all([soundAt(b), hear([b, 'plain']), plainHears(lab, 'b')]);
  await b.hangUp();
  await isFree(b);
});
