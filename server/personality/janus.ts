// The SIP plugin of Janus as the other end of a call: the demo's proxy, and numbers that speak as Janus does (Sofia-SIP),
// its media made fit for a browser by an rtpengine on the way. The real one is called in the lab; this table is unproven.
import { DEMO } from './demo.ts';
import { plainLength, type PassingCostume, type WritingRule } from './edge/costume.ts';
import { randomBytes } from 'node:crypto';
import { cited } from './evidence.ts';
import type { Personality, Row } from './personality.ts';

const AGENT = 'User-Agent: Janus WebRTC Server SIP Plugin 0.0.9';
const ALLOW = 'Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, REFER, MESSAGE, INFO, NOTIFY';
const HEAD = ['Record-Route', 'Via', 'From', 'To', 'Call-ID', 'CSeq', 'Contact'];
const BODY = ['Content-Type', 'Content-Disposition: session'];

const RESPONSES: readonly WritingRule[] = [
  {
    on: { method: 'INVITE', status: 200, isFromNumber: true },
    lines: [...HEAD, AGENT, ALLOW, 'Supported: replaces', ...BODY],
  },
  { on: { isFromNumber: true }, lines: [...HEAD, AGENT, ALLOW, 'Content-Type'] },
];

const REQUESTS: readonly WritingRule[] = [
  {
    on: { method: 'INVITE', isFromNumber: true },
    lines: [
      'Record-Route',
      'Via',
      'Max-Forwards',
      'From',
      'To',
      'Call-ID',
      'CSeq',
      'Contact',
      AGENT,
      ALLOW,
      'Supported: replaces',
      'Require',
      'P-Asserted-Identity',
      ...BODY,
    ],
  },
];

const DESCRIPTION = `v=0
o=- {id} {version} IN IP4 {address}
s=-
t=0 0
m=audio {port} {profile} {formats}
c=IN IP4 {address}
a={attribute}
a={direction}
a=rtcp:{port}
a={mux}
a=setup:{setup}
a=fingerprint:sha-256 {fingerprint}
a=ice-ufrag:{ufrag}
a=ice-pwd:{password}
a=candidate:{candidate}
a=crypto:{crypto}
a=mid:{mid}
{ice}a=end-of-candidates`;

const COSTUME: PassingCostume = {
  kind: 'passing',
  via: 'SIP/2.0/WSS 127.0.0.1:443;branch={branch}',
  newBranch: () => `z9hG4bK${randomBytes(8).toString('hex')}`,
  ownVia: ';branch={branch};rport={port};received={address}',
  passedVia: ';rport={port};received={address};branch={branch}',
  recordRoutes: ['<sip:127.0.0.1;transport=ws;lr=on;ftag={tag}>'],
  contacts: 'alias',
  registeredContact: '<{uri}>;expires={left}',
  showsLessBy: 0,
  lengthText: plainLength,
  responses: RESPONSES,
  requests: REQUESTS,
  descriptions: {
    answer: DESCRIPTION,
    offer: DESCRIPTION,
    candidate: (address, port) => `1 1 UDP 2130706431 ${address} ${String(port)} typ host`,
    eventFormats: '0-16',
  },
};

const ROWS: readonly Row[] = [
  cited(
    'User-Agent, Allow and Supported of the plugin, Content-Disposition beside the description',
    'meetecho/janus-gateway, sip-out event in a public log',
    'https://github.com/meetecho/janus-gateway/blob/master/src/plugins/janus_sip.c',
  ),
  cited(
    'no session name, c= in the media section, no BUNDLE group',
    'meetecho/janus-gateway, janus_sip.c',
    'https://github.com/meetecho/janus-gateway/blob/master/src/plugins/janus_sip.c',
  ),
];

export const JANUS: Personality = {
  ...DEMO,
  name: 'janus',
  title: "Janus' SIP plugin as the other end (from its source)",
  costume: COSTUME,
  rows: ROWS,
};
