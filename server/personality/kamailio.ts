// Kamailio as deploy/kamailio has it, recorded with that very file (Kamailio 5.6.3, tests/fixtures/replays/kamailio.txt).
// Owns its marks on what passes, its own answers and the table of what is known of it.
import { randomBytes } from 'node:crypto';
import { DEMO_MANNERS } from '../proxy/manners.ts';
import { salt, type NonceShape } from '../shared/nonces.ts';
import { DEMO } from './demo.ts';
import { plainLength, type PassingCostume, type WritingRule } from './edge/costume.ts';
import { recorded } from './evidence.ts';
import type { Personality, Row } from './personality.ts';

/** Base64 of the time, of an id (each is good once) and of what signs them: twice, for the time and for what was asked (`auth_checks_*`). */
const NONCES: NonceShape = {
  born: (bornMs) =>
    `${Math.floor(bornMs / 1000)
      .toString(16)
      .padStart(8, '0')}${salt()}`,
  join: (born, signature) =>
    Buffer.from(`${born}${signature.repeat(2).slice(0, 74)}`, 'hex').toString('base64'),
  split(nonce) {
    const born = Buffer.from(nonce, 'base64').toString('hex').slice(0, 16);
    return born.length === 16 ? { born, bornMs: Number.parseInt(born.slice(0, 8), 16) * 1000 } : undefined;
  },
};

const ANSWER = ['Record-Route', 'Via', 'From', 'To', 'Call-ID', 'CSeq'];

function own(method: string | undefined, status: number, phrase: string, more: string[] = []): WritingRule {
  const on = { status, isOwnAnswer: true, ...(method === undefined ? {} : { method }) };
  return { on, phrase, lines: [...ANSWER, ...more] };
}

const RESPONSES: readonly WritingRule[] = [
  { on: { method: 'REGISTER', status: 200 }, lines: [...ANSWER, 'Contact'] },
  { on: { status: 401 }, lines: [...ANSWER, 'WWW-Authenticate'] },
  own(undefined, 100, 'trying -- your call is important to us'),
  own('OPTIONS', 200, 'Alive'),
  own('CANCEL', 200, 'canceling'),
  own(undefined, 403, 'Wrong User Or Password'),
  own(undefined, 404, 'No Such User'),
  own(undefined, 480, 'Not Registered'),
];

const SEAL = '5ea10000000000000000000000005ea1';
const RECORD_ROUTE = `<sip:127.0.0.1:18443;transport=ws;r2=on;lr=on;ftag={tag};seal=${SEAL}>`;

const COSTUME: PassingCostume = {
  kind: 'passing',
  via: 'SIP/2.0/WSS 127.0.0.1:18443;branch={branch}',
  newBranch: () => `z9hG4bK${randomBytes(2).toString('hex')}.${randomBytes(16).toString('hex')}.0`,
  ownVia: ';branch={branch};rport={port};received={address}',
  passedVia: ';rport={port};received={address};branch={branch}',
  recordRoutes: [RECORD_ROUTE, RECORD_ROUTE],
  contacts: 'alias',
  contactSeal: SEAL,
  assertsFrom: true,
  registeredContact:
    '<{uri}>;expires={left};received="sip:{address}:{port};transport=ws"' +
    ';pub-gruu="sip:{user}@{domain};gr={instance}";+sip.instance="<{instance}>"',
  showsLessBy: 0,
  lengthText: plainLength,
  responses: RESPONSES,
  requests: [
    {
      on: { method: 'CANCEL' },
      lines: ['Via', 'Max-Forwards: 69', 'From', 'To', 'Call-ID', 'CSeq', 'Reason'],
    },
  ],
  descriptions: undefined,
};

const ROWS: readonly Row[] = [
  recorded('keep-alive', 'CRLFCRLF is answered by CRLF'),
  recorded('options to the domain', 'OPTIONS to the domain: 200 "Alive", without a challenge'),
  recorded('register', 'the answer to REGISTER adds `received` and a public GRUU to the Contact'),
  recorded('wrong password', 'a wrong password: 403 "Wrong User Or Password"'),
  recorded('call', '407 to INVITE, its nonce base64 and without `algorithm`'),
  recorded(
    'call',
    'two Record-Routes and a Contact with `alias`, all sealed, Via with `rport` and `received`',
  ),
  recorded('call', 'P-Asserted-Identity: who the password of the caller belongs to'),
  recorded('cancel', 'CANCEL is answered 200 "canceling"'),
  recorded('offline', 'an extension that is away: 480 "Not Registered"'),
  recorded('unknown', 'an unknown one: 404 "No Such User"'),
];

export const KAMAILIO: Personality = {
  ...DEMO,
  name: 'kamailio',
  title: 'Kamailio, as deploy/kamailio has it',
  challenges: {
    realm: undefined,
    style: {
      status: 407,
      registerStatus: 401,
      write: (realm, nonce, stale) =>
        `Digest realm="${realm}", nonce="${nonce}"${stale ? ', stale=true' : ''}, qop="auth"`,
      onWrongPassword: 'refuse',
    },
    nonces: { shape: NONCES, lifetimeMs: 60_000, uses: 1 },
  },
  manners: { ...DEMO_MANNERS, believes: 'nobody', answeredElsewhere: [] },
  costume: COSTUME,
  rows: ROWS,
};
