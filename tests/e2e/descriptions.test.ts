// Descriptions as the field sends them, in a real call: what the screen says of them, and that the sound flows where it can.
import { bothWays } from './support/stats.ts';
import { isAnswer, isFirstInvite, rewriteWire, withBody } from './support/rewrite.ts';
import { expect, test } from './support/test.ts';
import type { PhonePage } from './support/phone.ts';

const mediaLines = (message: string): string[] =>
  [...message.matchAll(/^m=(\S+ \d+)/gmu)].map(([, line]) => line?.replace(/ [1-9]\d*$/u, ' used') ?? '');

/** Calls 600, whose answer comes changed. */
async function callEcho(phone: PhonePage, change: (sdp: string) => string): Promise<void> {
  await rewriteWire(phone.page, {
    received: (message) => (isAnswer(message, 200) ? withBody(message, change) : message),
  });
  await phone.signIn('1001');
  await phone.dial('600');
}

for (const [name, change, words] of [
  [
    'plain RTP',
    (sdp: string) =>
      sdp
        .replace(/^(m=audio \d+) \S+/mu, '$1 RTP/AVP')
        .replace(/^a=(?:fingerprint|setup|ice-\w+|candidate|rtcp-mux)[^\r]*\r\n/gmu, ''),
    'The server’s sound isn’t encrypted',
  ],
  [
    'two ports',
    (sdp: string) => sdp.replace('a=rtcp-mux\r\n', ''),
    'The server wants two ports for one sound',
  ],
  ['no sound', (sdp: string) => sdp.replace(/^m=audio \d+/mu, 'm=audio 0'), 'The call came without sound'],
  [
    'a digest that no browser has',
    (sdp: string) => sdp.replace(/a=fingerprint:sha-256/giu, 'a=fingerprint:md5'),
    'The server’s sound isn’t encrypted',
  ],
  ['nothing that can be read', () => 'hello', 'Their description of the sound can’t be read'],
] as const) {
  test(`an answer with ${name} ends the call in words that name it`, async ({ phone }) => {
    await callEcho(phone, change);
    await expect(phone.outcome(words)).toBeVisible();
    await expect(phone.page.getByRole('main')).not.toContainText('SIP 200');
  });
}

for (const direction of ['sendonly', 'inactive'] as const) {
  test(`a call answered ${direction} is on hold by them, and says nothing of a broken path`, async ({
    phone,
  }) => {
    await callEcho(phone, (sdp) =>
      sdp
        .replace(/^a=(?:sendrecv|sendonly|recvonly|inactive)$/mu, `a=${direction}`)
        .replace('a=rtcp-mux', `a=${direction}\r\na=rtcp-mux`),
    );
    await expect(phone.call).toContainText('They put you on hold');
    await phone.page.waitForTimeout(6000);
    await expect(phone.call).toContainText('They put you on hold');
    await expect(phone.call).not.toContainText(/no sound|Reconnecting|again/iu);
  });
}

test('sound before the answer is believed when it is heard: silence rings on', async ({ newPhone }) => {
  const phone = await newPhone();
  let isSilent = true;
  await rewriteWire(phone.page, {
    received: (message) => {
      if (!isAnswer(message, 183) || !isSilent) return message;
      const silent = withBody(message, (sdp) =>
        sdp
          .replace(/^a=(?:sendrecv|sendonly)$/mu, 'a=inactive')
          .replace('a=rtcp-mux', 'a=inactive\r\na=rtcp-mux'),
      );
      return [silent, withBody(message, () => '').replace(/^SIP\/2\.0 183 .*$/mu, 'SIP/2.0 180 Ringing')];
    },
  });
  await phone.signIn('1001');
  await phone.dial('627');
  await expect(phone.call).toContainText('Ringing…');
  await expect(phone.call).not.toContainText('you hear their side already');
  await phone.hangUp();
  await phone.dismiss();
  isSilent = false;
  await phone.dial('627');
  await expect(phone.call).toContainText('you hear their side already');
});

test('a video beside the sound is refused by its section, whichever way it is described', async ({
  newPhone,
}) => {
  const [caller, callee] = await Promise.all([newPhone(), newPhone()]);
  const answers: string[] = [];
  await rewriteWire(caller.page, {
    sent: (message) =>
      isFirstInvite(message)
        ? withBody(
            message,
            (sdp) =>
              `${sdp}m=video 4000 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\nm=image 4002 udptl t38\r\na=mid:fax\r\n\r\n`,
          )
        : message,
    received: (message) => {
      if (isAnswer(message, 200)) answers.push(message);
      return message;
    },
  });
  await Promise.all([caller.signIn('1001'), callee.signIn('1002')]);
  await caller.dial('1002');
  await callee.button('Answer').click();
  await Promise.all([bothWays(caller.page), bothWays(callee.page)]);
  expect(mediaLines(answers[0] ?? '')).toEqual(['audio used', 'video 0', 'image 0']);
  await callee.button('Hold').click();
  await expect(caller.call).toContainText('They put you on hold');
  await callee.button(/^(?:Hold|Resume)$/u).click();
  await expect(caller.call).not.toContainText('hold');
  await Promise.all([bothWays(caller.page), bothWays(callee.page)]);
});
