// 3CX as far as public material tells: reSIProcate's order, 407 for everything, its own session name. Unproven, line by line.
// Owns its manners, its words and its table.
import { randomBytes } from 'node:crypto';
import type { FarEndStyle } from '../media/far-end-style.ts';
import { DEMO } from './demo.ts';
import { plainLength, type HidingCostume, type WritingRule } from './edge/costume.ts';
import { cited } from './evidence.ts';
import { B2BUA_MANNERS } from './b2bua.ts';
import type { Personality, Row } from './personality.ts';

const AGENT = 'User-Agent: 3CXPhoneSystem 18.0.7.312 (312)';
const ALLOW =
  'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REGISTER, SUBSCRIBE, NOTIFY, REFER, INFO, MESSAGE, UPDATE';
const SUPPORTED = 'Supported: replaces, timer';
const CONTACT = 'Contact: <sip:{toUser}@192.0.2.20:5060>';
const OWN_CONTACT = 'Contact: <sip:{fromUser}@192.0.2.20:5060>';
const NAMES = ['To', 'From', 'Call-ID', 'CSeq'];

const RESPONSES: readonly WritingRule[] = [
  { on: { method: 'REGISTER', status: 200 }, lines: ['Via', 'Contact', ...NAMES, AGENT] },
  { on: { status: 407 }, lines: ['Via', 'Proxy-Authenticate', ...NAMES, AGENT] },
  { on: { status: 100 }, lines: ['Via', ...NAMES] },
  { on: { method: 'INVITE', minStatus: 300 }, lines: ['Via', ...NAMES, 'Require', AGENT, 'Reason'] },
  {
    on: { method: 'INVITE', minStatus: 200 },
    lines: ['Via', CONTACT, ...NAMES, ALLOW, 'Content-Type', SUPPORTED, AGENT],
  },
  { on: { method: 'INVITE' }, lines: ['Via', CONTACT, ...NAMES, 'Content-Type', AGENT] },
  { on: {}, lines: ['Via', ...NAMES, AGENT] },
];

const REQUESTS: readonly WritingRule[] = [
  {
    on: {},
    lines: [
      'Via',
      'Max-Forwards: 70',
      OWN_CONTACT,
      ...NAMES,
      ALLOW,
      'Content-Type',
      SUPPORTED,
      'Require',
      AGENT,
      'Reason',
      'Event',
      'Subscription-State',
      'Refer-To',
      'Referred-By',
      'P-Asserted-Identity',
      'Remote-Party-ID',
    ],
  },
];

const DESCRIPTION = `v=0
o=3cxPS {id} {version} IN IP4 {address}
s=3cxPS Audio call
c=IN IP4 {address}
t=0 0
m=audio {port} {profile} {formats}
a={attribute}
a=ptime:20
a={direction}
a={mux}
a=setup:{setup}
a=fingerprint:sha-256 {fingerprint}
a=ice-ufrag:{ufrag}
a=ice-pwd:{password}
a=candidate:{candidate}
a=crypto:{crypto}
a=mid:{mid}`;

const STYLE: FarEndStyle = {
  codecs: 'g711',
  ringsFirst: true,
  refusals: { 603: { status: 603, phrase: 'Declined' } },
  naming: { method: 'INVITE', header: 'P-Asserted-Identity', parameters: '' },
  routine: undefined,
  heldAs: 'recvonly',
  quietReportsMs: 0,
};

const COSTUME: HidingCostume = {
  kind: 'hiding',
  via: 'SIP/2.0/WSS 192.0.2.20:5063;branch={branch};rport',
  newBranch: () => `z9hG4bK-524287-1---${randomBytes(8).toString('hex')}`,
  returnedVia: ';branch={branch};received={address};rport={port}',
  ownHost: '192.0.2.20',
  addresses: 'contact',
  registeredContact: '<{uri}>;expires={left}',
  showsLessBy: 1,
  lengthText: plainLength,
  responses: RESPONSES,
  requests: REQUESTS,
  descriptions: {
    answer: DESCRIPTION,
    offer: DESCRIPTION,
    candidate: (address, port) => `1 1 udp 2130706431 ${address} ${String(port)} typ host`,
    eventFormats: '0-11,16',
  },
};

const ROWS: readonly Row[] = [
  cited(
    '407 to REGISTER too, in the realm 3CXPhoneSystem, without qop',
    'public captures of 3CX 11 and 18 (401 is never seen)',
    'https://www.3cx.cn/docs/sip-trunk-registration-authentication/',
  ),
  cited(
    'User-Agent, Allow, Supported and the order of headers; session name "3cxPS Audio call"',
    'public captures of 3CX 18',
    'https://www.3cx.cn/docs/supported-sip-trunk-requirements/',
  ),
  cited(
    'transfers are told by re-INVITE; REFER and Replaces are supported',
    '3CX documentation, requirements for VoIP providers',
    'https://www.3cx.cn/docs/supported-sip-trunk-requirements/',
  ),
];

export const THREECX: Personality = {
  ...DEMO,
  name: 'threecx',
  title: '3CX 18 (as far as public material tells)',
  keepAlives: { answersCrlf: true, sendsCrlfEveryMs: undefined },
  challenges: {
    realm: '3CXPhoneSystem',
    style: {
      status: 407,
      registerStatus: 407,
      write: (realm, nonce, stale) =>
        `Digest nonce="${nonce}",algorithm=MD5,realm="${realm}"${stale ? ',stale=true' : ''}`,
      onWrongPassword: 'refuse',
    },
    nonces: { shape: undefined, lifetimeMs: 60_000 },
  },
  manners: B2BUA_MANNERS,
  ownNames: ['192.0.2.20'],
  style: STYLE,
  costume: COSTUME,
  rows: ROWS,
};
