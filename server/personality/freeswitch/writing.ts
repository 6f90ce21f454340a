// FreeSWITCH's messages as public traces of mod_sofia 1.10 show them (Sofia-SIP's order).
// Owns names, order and constant values; unproven, the sources stand in rows.ts.
import type { WritingRule } from '../edge/costume.ts';

const AGENT = 'User-Agent: FreeSWITCH-mod_sofia/1.10.12-release~a88d069d6f~64bit';
const ALLOW =
  'Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, MESSAGE, INFO, UPDATE, REGISTER, REFER, NOTIFY, PUBLISH, SUBSCRIBE';
const SUPPORTED = 'Supported: timer, path, replaces';
const EVENTS =
  'Allow-Events: talk, hold, conference, presence, as-feature-event, dialog, line-seize, call-info, sla, include-session-description, presence.winfo, message-summary, refer';
const BODY = ['Content-Type', 'Content-Disposition: session'];
const PARTY = 'Remote-Party-ID: "{toUser}" <sip:{toUser}@192.0.2.10>;party=calling;privacy=off;screen=no';

const ANSWER = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];
const ANSWER_CONTACT = 'Contact: <sip:{toUser}@192.0.2.10:5060;transport=udp>';

export const FREESWITCH_RESPONSES: readonly WritingRule[] = [
  {
    on: { method: 'REGISTER', status: 200 },
    lines: [...ANSWER, 'Contact', 'Date', AGENT, ALLOW, SUPPORTED],
  },
  { on: { status: 401 }, lines: [...ANSWER, AGENT, ALLOW, SUPPORTED, 'WWW-Authenticate'] },
  {
    on: { status: 407 },
    lines: [...ANSWER, AGENT, 'Accept: application/sdp', ALLOW, SUPPORTED, EVENTS, 'Proxy-Authenticate'],
  },
  { on: { status: 100 }, lines: [...ANSWER, AGENT] },
  {
    on: { method: 'INVITE', status: 180 },
    lines: [...ANSWER, ANSWER_CONTACT, AGENT, 'Accept: application/sdp', ALLOW, SUPPORTED, EVENTS, PARTY],
  },
  {
    on: { method: 'INVITE', status: 183 },
    lines: [
      ...ANSWER,
      ANSWER_CONTACT,
      AGENT,
      'Accept: application/sdp',
      ALLOW,
      SUPPORTED,
      EVENTS,
      ...BODY,
      PARTY,
    ],
  },
  {
    on: { method: 'INVITE', status: 200 },
    lines: [...ANSWER, ANSWER_CONTACT, AGENT, ALLOW, SUPPORTED, EVENTS, ...BODY, PARTY],
  },
  {
    on: { method: 'INVITE', minStatus: 300 },
    lines: [...ANSWER, AGENT, 'Accept: application/sdp', ALLOW, SUPPORTED, EVENTS, 'Require', 'Reason'],
  },
  { on: {}, lines: [...ANSWER, AGENT, ALLOW, SUPPORTED] },
];

const HEAD = ['Via', 'Route: <sip:{contactUser}@{address}:{port}>;transport=ws', 'Max-Forwards: 70'];
const NAMES = ['From', 'To', 'Call-ID', 'CSeq'];
const CONTACT = 'Contact: <sip:mod_sofia@192.0.2.10:5060>';
const MARKS = [AGENT, ALLOW, SUPPORTED];
const PARTIES = ['P-Asserted-Identity', 'Remote-Party-ID'];

export const FREESWITCH_REQUESTS: readonly WritingRule[] = [
  {
    on: { method: 'INVITE' },
    lines: [
      ...HEAD,
      ...NAMES,
      CONTACT,
      ...MARKS,
      EVENTS,
      'Require',
      'Session-Expires: 120;refresher=uac',
      'Min-SE: 120',
      ...BODY,
      'X-FS-Support: update_display,send_info',
      ...PARTIES,
    ],
  },
  { on: { method: 'ACK' }, lines: [...HEAD, ...NAMES, CONTACT, 'Content-Type'] },
  {
    on: { method: 'CANCEL' },
    lines: [...HEAD, ...NAMES, 'Reason ?? Q.850;cause=16;text="NORMAL_CLEARING"'],
  },
  {
    on: { method: 'BYE' },
    lines: [...HEAD, ...NAMES, ...MARKS, 'Reason ?? Q.850;cause=16;text="NORMAL_CLEARING"'],
  },
  {
    on: { method: 'UPDATE' },
    lines: [
      ...HEAD,
      ...NAMES,
      CONTACT,
      ...MARKS,
      'Session-Expires: 120;refresher=uac',
      'Min-SE: 120',
      ...PARTIES,
    ],
  },
  {
    on: { method: 'NOTIFY', event: 'message-summary' },
    lines: [
      ...HEAD,
      ...NAMES,
      CONTACT,
      ...MARKS,
      'Event',
      EVENTS,
      'Subscription-State: terminated;reason=noresource',
      'Content-Type',
    ],
  },
  {
    on: {},
    lines: [
      ...HEAD,
      ...NAMES,
      CONTACT,
      ...MARKS,
      'Event',
      'Refer-To',
      'Referred-By',
      'Subscription-State',
      'Content-Type',
    ],
  },
];
