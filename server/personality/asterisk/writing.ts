// Asterisk's messages, header by header, as chan_pjsip was recorded to send them (tests/fixtures/traces/asterisk).
// Owns names, order and constant values; a unit test compares what comes out with the recording.
import type { WritingRule } from '../edge/costume.ts';

const SOFTWARE = 'Asterisk PBX git-f0c1c1a7b7';
const SERVER = `Server: ${SOFTWARE}`;
const AGENT = `User-Agent: ${SOFTWARE}`;
const ALLOW =
  'Allow: OPTIONS, REGISTER, SUBSCRIBE, NOTIFY, PUBLISH, INVITE, ACK, BYE, CANCEL, UPDATE, PRACK, MESSAGE, INFO, REFER';
const SUPPORTED = 'Supported: 100rel, timer, replaces, norefersub';
const CONTACT = 'Contact: <sip:127.0.0.1:8089;transport=ws>';
const TIMERS = ['Session-Expires: 1800', 'Min-SE: 90'];

const ANSWER = ['Via', 'Call-ID', 'From', 'To', 'CSeq'];

export const ASTERISK_RESPONSES: readonly WritingRule[] = [
  {
    on: { method: 'REGISTER', status: 200 },
    lines: [...ANSWER, 'Date', 'Contact', 'Expires', SERVER],
  },
  { on: { status: 401 }, lines: [...ANSWER, 'WWW-Authenticate', SERVER] },
  { on: { status: 100 }, lines: [...ANSWER, SERVER] },
  { on: { method: 'INVITE', status: 180 }, lines: [...ANSWER, SERVER, CONTACT, ALLOW] },
  {
    on: { method: 'INVITE', status: 183, hasRung: true },
    lines: [...ANSWER, SERVER, ALLOW, CONTACT, 'Content-Type'],
  },
  { on: { method: 'INVITE', status: 183 }, lines: [...ANSWER, SERVER, CONTACT, ALLOW, 'Content-Type'] },
  {
    on: { method: 'INVITE', status: 200, hasRung: true },
    lines: [...ANSWER, SERVER, ALLOW, CONTACT, SUPPORTED, 'Content-Type'],
  },
  {
    on: { method: 'INVITE', status: 200 },
    lines: [...ANSWER, SERVER, CONTACT, ALLOW, SUPPORTED, 'Content-Type'],
  },
  { on: { status: 421 }, lines: [...ANSWER, 'Require', SUPPORTED, SERVER] },
  { on: { status: 500 }, lines: [...ANSWER, 'Warning', 'Reason', SERVER] },
  { on: { status: 488 }, lines: [...ANSWER, SERVER] },
  {
    on: { method: 'INVITE', status: 487 },
    lines: [...ANSWER, SERVER, ALLOW, 'Reason ?? Q.850;cause=0'],
  },
  { on: { method: 'INVITE', minStatus: 300, hasRung: true }, lines: [...ANSWER, SERVER, ALLOW, 'Reason'] },
  { on: {}, lines: [...ANSWER, SERVER, 'Reason', 'Allow-Events'] },
];

const HEAD = ['Via', 'From', 'To'];
const DIALOG = ['Call-ID', 'CSeq'];
const TAIL = ['Max-Forwards: 70', AGENT, 'Content-Type'];
const OWN_CONTACT = 'Contact: <sip:asterisk@vm:5060;transport=ws>';
const USER_CONTACT = 'Contact: <sip:{fromUser}@vm:5060;transport=ws>';
const NAMES = ['P-Asserted-Identity', 'Remote-Party-ID'];

export const ASTERISK_REQUESTS: readonly WritingRule[] = [
  {
    on: { method: 'INVITE', isOwnCall: true },
    lines: [
      ...HEAD,
      OWN_CONTACT,
      ...DIALOG,
      ALLOW,
      `${SUPPORTED}, histinfo`,
      'Require',
      ...TIMERS,
      ...NAMES,
      ...TAIL,
    ],
  },
  {
    on: { method: 'INVITE' },
    lines: [...HEAD, CONTACT, ...DIALOG, ALLOW, SUPPORTED, ...TIMERS, ...NAMES, ...TAIL],
  },
  { on: { method: 'ACK' }, lines: [...HEAD, ...DIALOG, ...TAIL] },
  { on: { method: 'CANCEL' }, lines: [...HEAD, ...DIALOG, 'Reason ?? Q.850;cause=127', ...TAIL] },
  { on: { method: 'BYE' }, lines: [...HEAD, ...DIALOG, 'Reason ?? Q.850;cause=16', ...TAIL] },
  {
    on: { method: 'UPDATE' },
    lines: [...HEAD, CONTACT, ...DIALOG, SUPPORTED, ...TIMERS, ...NAMES, ...TAIL],
  },
  {
    on: { method: 'REFER' },
    lines: [
      ...HEAD,
      CONTACT,
      ...DIALOG,
      'Event: refer',
      'Expires: 600',
      SUPPORTED,
      'Accept: message/sipfrag;version=2.0',
      'Allow-Events: message-summary, presence, dialog, refer',
      'Refer-To',
      'Referred-By',
      ...TAIL,
    ],
  },
  {
    on: { method: 'NOTIFY', event: 'message-summary' },
    lines: [
      ...HEAD,
      USER_CONTACT,
      ...DIALOG,
      'Subscription-State: terminated',
      'Event',
      'Allow-Events: message-summary, presence, dialog, refer',
      ...TAIL,
    ],
  },
  {
    on: { method: 'NOTIFY', event: 'check-sync' },
    lines: [...HEAD, USER_CONTACT, ...DIALOG, 'Subscription-State: terminated', 'Event', ...TAIL],
  },
  {
    on: { method: 'NOTIFY' },
    lines: [...HEAD, CONTACT, ...DIALOG, 'Event', 'Subscription-State', SUPPORTED, ...TAIL],
  },
  { on: { method: 'MESSAGE' }, keepsFrom: true, lines: [...HEAD, ...DIALOG, ...TAIL] },
  { on: { method: 'OPTIONS', isInDialog: false }, lines: [...HEAD, USER_CONTACT, ...DIALOG, ...TAIL] },
  { on: {}, lines: [...HEAD, CONTACT, ...DIALOG, ...TAIL] },
];
