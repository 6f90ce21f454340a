// Who calls is who the server knows, and nobody else: names that phones claim for themselves go no further.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Header, type SipMessage, headersOf } from '../../../../server/sip/message.ts';
import { DOMAIN } from '../lab-values.ts';
import { AttackLab } from './attack-lab.ts';
import { SILENCE_MS } from './lines.ts';
import { talk, within } from './raw-call.ts';
import { type RawPhone, aor } from './raw-phone.ts';

const [MALLORY, FRIEND] = ['1001', '1002'] as const;
const BOSS = '<sip:1009@pbx.lab.test>';
const CLAIMS: readonly Header[] = [
  ['P-Asserted-Identity', BOSS],
  ['p-asserted-identity', '"Bank" <sip:1041@bank.example>'],
  ['P-Preferred-Identity', BOSS],
  ['Remote-Party-ID', `${BOSS};screen=yes`],
  ['Diversion', BOSS],
  ['History-Info', `${BOSS};index=1`],
  ['P-Served-User', BOSS],
  ['P-Called-Party-ID', BOSS],
  ['P-Charging-Vector', 'icid-value=1'],
  ['Identity', 'abc;info=<https://bank.example/>'],
  ['Answer-Mode', 'Auto'],
  ['Priv-Answer-Mode', 'Auto;require'],
  ['Alert-Info', '<http://bank.example/>;info=alert-autoanswer'],
  ['Call-Info', '<sip:x>;answer-after=0'],
];
const NAMES = new Set(CLAIMS.map(([name]) => name.toLowerCase()));

let lab: AttackLab;
let mallory: RawPhone;
let friend: RawPhone;

beforeAll(async () => {
  lab = await AttackLab.raise();
  mallory = await lab.registered('attacker', MALLORY);
  friend = await lab.registered('victim', FRIEND);
});
afterAll(() => lab.lower());

/** Fields of those names that arrived. */
const claimed = (message: SipMessage): readonly Header[] =>
  message.headers.filter(([name]) => NAMES.has(name.toLowerCase()));
const OWN: readonly Header[] = [['P-Asserted-Identity', `<${aor(MALLORY)}>`]];

describe('what a phone says of itself', () => {
  it.each(['INVITE', 'MESSAGE', 'SUBSCRIBE'])(
    'does not arrive, but what the server knows: %s',
    async (method) => {
      await mallory.dial({ method, uri: aor(FRIEND), headers: CLAIMS });
      const arrived = await friend.requestThatCame(method);
      expect(claimed(arrived)).toEqual(OWN);
      await friend.reply(arrived, 486);
    },
  );

  it('is left out where it asks for privacy', async () => {
    await mallory.dial({ method: 'MESSAGE', uri: aor(FRIEND), headers: [...CLAIMS, ['Privacy', 'id']] });
    expect(claimed(await friend.requestThatCame('MESSAGE'))).toEqual([]);
  });

  it.each(['INFO', 'UPDATE', 'INVITE', 'BYE'])('does not arrive within a call: %s', async (method) => {
    const { caller } = await talk(mallory, friend);
    await mallory.send(mallory.compose(within(caller, method, { headers: CLAIMS })));
    expect(claimed(await friend.requestThatCame(method))).toEqual([]);
  });

  it('does not arrive with its answers', async () => {
    const request = await friend.dial({ method: 'INVITE', uri: aor(MALLORY) });
    await mallory.reply(await mallory.requestThatCame('INVITE'), 200, CLAIMS);
    const answer = await friend.answerTo(request);
    expect(answer?.status).toBe(200);
    expect(claimed(answer ?? request)).toEqual([]);
  });
});

describe('a From that is not the password’s', () => {
  it.each([
    ['another user', `<${aor('1009')}>;tag=a`],
    ['another domain', `<sip:${MALLORY}@bank.example>;tag=a`],
    ['another user of another domain', '"Bank" <sip:1041@bank.example>;tag=a'],
    ['a number without a domain', '<tel:+491041>;tag=a'],
    ['nobody', `<sip:${DOMAIN}>;tag=a`],
    ['an address in the display name', `"${MALLORY}" <sip:1009@${DOMAIN};user=${MALLORY}>;tag=a`],
  ])('is refused: %s', async (_, from) => {
    for (const method of ['INVITE', 'MESSAGE']) {
      const answer = await mallory.askHonestly({ method, uri: aor(FRIEND), from });
      expect(answer.status).toBe(403);
    }
    expect(await friend.line.take(/^(?:INVITE|MESSAGE) /u, SILENCE_MS)).toBeUndefined();
  });

  it('registers nobody else', async () => {
    const wanted = { method: 'REGISTER', uri: `sip:${DOMAIN}`, to: `<${aor(FRIEND)}>` };
    expect((await mallory.askHonestly(wanted)).status).toBe(403);
    expect((await mallory.askHonestly({ ...wanted, from: `<${aor(FRIEND)}>;tag=a` })).status).toBe(403);
    await mallory.dial({ method: 'MESSAGE', uri: aor(FRIEND) });
    const arrived = await friend.requestThatCame('MESSAGE');
    expect(headersOf(arrived, 'From')).toEqual([mallory.from]);
  });
});
