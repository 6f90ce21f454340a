// OpenSIPS as its documentation and public threads show it: a proxy that puts a phone's address in the place of its Contact.
// Nobody here has seen it: every line of its table names its source and is unproven.
import { randomBytes } from 'node:crypto';
import { DEMO_MANNERS } from '../proxy/manners.ts';
import { DEMO } from './demo.ts';
import { plainLength, type PassingCostume, type WritingRule } from './edge/costume.ts';
import { cited } from './evidence.ts';
import type { Personality, Row } from './personality.ts';

const SERVER = 'Server: OpenSIPS (3.4.9 (x86_64/linux))';
const ANSWER = ['Record-Route', 'Via', 'To', 'From', 'Call-ID', 'CSeq'];

const RESPONSES: readonly WritingRule[] = [
  { on: { method: 'REGISTER', status: 200 }, lines: [...ANSWER, 'Contact', SERVER] },
  { on: { status: 100, isOwnAnswer: true }, phrase: 'Giving it a try', lines: [...ANSWER, SERVER] },
  {
    on: { isOwnAnswer: true },
    lines: [...ANSWER, 'WWW-Authenticate', 'Proxy-Authenticate', 'Allow', SERVER],
  },
];

const COSTUME: PassingCostume = {
  kind: 'passing',
  via: 'SIP/2.0/WSS 192.0.2.30:443;branch={branch}',
  newBranch: () => `z9hG4bK${randomBytes(2).toString('hex')}.${randomBytes(4).toString('hex')}.0`,
  ownVia: ';received={address};rport={port};branch={branch}',
  passedVia: ';received={address};rport={port};branch={branch}',
  recordRoutes: ['<sip:192.0.2.30:443;transport=wss;lr;ftag={tag};did=d83.f4a1b2>'],
  contacts: 'seen',
  registeredContact: '<{uri}>;expires={left};received="sip:{address}:{port};transport=WSS"',
  showsLessBy: 0,
  lengthText: plainLength,
  responses: RESPONSES,
  requests: [],
  descriptions: undefined,
};

const ROWS: readonly Row[] = [
  cited(
    'CRLFCRLF on the WebSocket is not answered',
    'OpenSIPS issue 2429, pull request 4246',
    'https://github.com/OpenSIPS/opensips/issues/2429',
  ),
  cited(
    'a nonce is good for one request; used again it is stale',
    'OpenSIPS-Users, Why is OpenSIPS sending a 407',
    'https://opensips.org/pipermail/users/2013-February/024637.html',
  ),
  cited(
    'WebSocket pings are answered, none are sent',
    'proto_ws module, 3.4',
    'https://opensips.org/docs/modules/3.4.x/proto_ws.html',
  ),
  cited(
    "fix_nated_contact: a phone's address stands in the place of its Contact's host",
    'nathelper module, 2.2',
    'https://opensips.org/docs/modules/2.2.x/nathelper.html',
  ),
];

export const OPENSIPS: Personality = {
  ...DEMO,
  name: 'opensips',
  title: 'OpenSIPS (from its documentation)',
  keepAlives: { answersCrlf: false, sendsCrlfEveryMs: undefined },
  challenges: {
    realm: undefined,
    style: {
      status: 407,
      registerStatus: 401,
      write: (realm, nonce, stale) =>
        `Digest realm="${realm}", nonce="${nonce}", qop="auth"${stale ? ', stale=true' : ''}`,
      onWrongPassword: 'ask-again',
    },
    nonces: { shape: undefined, lifetimeMs: 30_000, uses: 1 },
  },
  manners: { ...DEMO_MANNERS, believes: 'nobody', answeredElsewhere: [] },
  costume: COSTUME,
  rows: ROWS,
};
