// What a server does in a call by itself costs the call nothing: sound flows both ways before it and after it.
import { expect, test } from './support/test.ts';
import { watchWire } from './support/wire.ts';
import { bothWays } from './support/stats.ts';

const EVENTS = [
  { number: '623', what: 're-INVITE without a description', seen: /^INVITE (?![^]*m=audio)/u },
  { number: '624', what: 'offer of a fax', seen: /m=image/u },
  { number: '625', what: 'question within the call', seen: /^OPTIONS [^]*To: [^\r]*;tag=/u },
  { number: '628', what: 'message, voicemail and check-sync', seen: /Event: check-sync/u },
] as const;

for (const { number, what, seen } of EVENTS) {
  test(`a call to ${number} outlives: ${what}`, async ({ phone }) => {
    const wire = watchWire(phone.page);
    await phone.signIn('1001');
    await phone.dial(number);
    await expect.poll(() => wire.received.some((text) => seen.test(text))).toBe(true);
    await bothWays(phone.page);
    await phone.hangUp();
    await expect(phone.outcome('You hung up')).toBeVisible();
  });
}
