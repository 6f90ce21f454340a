// A provider's session border controller as such are documented: it hides everything, watches calls by itself and renames.
// Owns its manners, its words and its table; unproven, line by line.
import { randomBytes } from 'node:crypto';
import type { FarEndStyle } from '../media/far-end-style.ts';
import { DEMO } from './demo.ts';
import { plainLength, type HidingCostume, type WritingRule } from './edge/costume.ts';
import { cited } from './evidence.ts';
import { B2BUA_MANNERS } from './b2bua.ts';
import type { Personality, Row } from './personality.ts';

const NAMES = ['From', 'To', 'Call-ID', 'CSeq'];
const ALLOW = 'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY';
const CONTACT = 'Contact: <sip:ngcp-lb@192.0.2.40:443;transport=ws;ngcpct=c2lw>';

const RESPONSES: readonly WritingRule[] = [
  { on: { method: 'REGISTER', status: 200 }, lines: ['Via', ...NAMES, 'Contact'] },
  { on: { status: 401 }, lines: ['Via', ...NAMES, 'WWW-Authenticate'] },
  { on: { status: 407 }, lines: ['Via', ...NAMES, 'Proxy-Authenticate'] },
  { on: { status: 100 }, lines: ['Via', ...NAMES] },
  { on: { method: 'INVITE', minStatus: 300 }, lines: ['Via', ...NAMES, 'Require', 'Reason'] },
  {
    on: { method: 'INVITE', minStatus: 180 },
    lines: ['Via', ...NAMES, CONTACT, ALLOW, 'Supported: timer', 'Content-Type'],
  },
  { on: {}, lines: ['Via', ...NAMES] },
];

const REQUESTS: readonly WritingRule[] = [
  {
    on: { method: 'INVITE' },
    lines: [
      'Via',
      'Max-Forwards: 69',
      ...NAMES,
      CONTACT,
      ALLOW,
      'Supported: timer',
      'Require',
      'Session-Expires: 300;refresher=uac',
      'Min-SE: 90',
      'P-Asserted-Identity',
      'Content-Type',
    ],
  },
  { on: { method: 'ACK' }, lines: ['Via', 'Max-Forwards: 69', ...NAMES, 'Content-Type'] },
  { on: { method: 'CANCEL' }, lines: ['Via', 'Max-Forwards: 69', ...NAMES, 'Reason'] },
  {
    on: { method: 'BYE' },
    lines: ['Via', 'Max-Forwards: 69', ...NAMES, 'Reason ?? Q.850;cause=16;text="Normal call clearing"'],
  },
  {
    on: {},
    lines: [
      'Via',
      'Max-Forwards: 69',
      ...NAMES,
      CONTACT,
      'Event',
      'Subscription-State',
      'Refer-To',
      'Referred-By',
      'P-Asserted-Identity',
      'Content-Type',
    ],
  },
];

const STYLE: FarEndStyle = {
  codecs: 'all',
  ringsFirst: false,
  refusals: { 603: { status: 603, phrase: 'Declined' } },
  naming: { method: 'INVITE', header: 'P-Asserted-Identity', parameters: '' },
  routine: { event: 'offerless', everyMs: 7000 },
  heldAs: 'inactive',
  quietReportsMs: 0,
};

const COSTUME: HidingCostume = {
  kind: 'hiding',
  via: 'SIP/2.0/WSS 192.0.2.40:443;branch={branch}',
  newBranch: () => `z9hG4bK${randomBytes(2).toString('hex')}.${randomBytes(16).toString('hex')}.0`,
  returnedVia: ';rport={port};received={address};branch={branch}',
  ownHost: '192.0.2.40',
  addresses: 'seen',
  registeredContact: '<{uri}>;expires={left}',
  showsLessBy: 0,
  lengthText: plainLength,
  responses: RESPONSES,
  requests: REQUESTS,
  descriptions: undefined,
};

const ROWS: readonly Row[] = [
  cited(
    'a B2BUA with its own Contact; the call watched by session timers, re-INVITE without a description',
    'SEMS, SIP Session Timers B2B application',
    'https://github.com/sems-server/sems/blob/master/doc/Readme.sst_b2b.txt',
  ),
  cited(
    'session timers by UPDATE or re-INVITE; a call that does not answer them is ended',
    'Sipwise handbook, session timers',
    'https://sipwise.com/doc/mr9.2.1/spce/apas04.html',
  ),
  cited(
    'hold answered inactive, as RFC 6337 section 5.3 allows',
    'RFC 6337',
    'https://www.rfc-editor.org/rfc/rfc6337#section-5.3',
  ),
  cited(
    "OPTIONS within a call are its own, not the other end's",
    'AudioCodes, SBC parameters (Terminate Inbound OPTIONS)',
    'https://techdocs.audiocodes.com/session-border-controller-sbc/mediant-2600-sbc/user-manual/version-740/Content/UM/SBC%20Parameters.htm',
  ),
];

export const SBC: Personality = {
  ...DEMO,
  name: 'sbc',
  title: "a provider's SBC (as such are documented)",
  keepAlives: { answersCrlf: true, sendsCrlfEveryMs: undefined },
  manners: B2BUA_MANNERS,
  ownNames: ['192.0.2.40'],
  style: STYLE,
  costume: COSTUME,
  rows: ROWS,
};
