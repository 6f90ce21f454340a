// FreeSWITCH (mod_sofia 1.10) as public traces and its source show it. Nobody here has seen it: unproven, line by line.
// Owns its manners and its table; writing.ts owns its words.
import { randomBytes } from 'node:crypto';
import type { FarEndStyle } from '../../media/far-end-style.ts';
import { salt, type NonceShape } from '../../shared/nonces.ts';
import { plainLength, type HidingCostume } from '../edge/costume.ts';
import { B2BUA_MANNERS } from '../b2bua.ts';
import type { Personality } from '../personality.ts';
import { FREESWITCH_ROWS } from './rows.ts';
import { FREESWITCH_REQUESTS, FREESWITCH_RESPONSES } from './writing.ts';

/** A UUID: its first eight digits are when it was born, eight are random, the others sign that. */
const NONCES: NonceShape = {
  born: (bornMs) =>
    `${Math.floor(bornMs / 1000)
      .toString(16)
      .padStart(8, '0')}${salt().replace(/^(.{4})/, '-$1-')}`,
  join: (born, hex) => `${born}-${hex.slice(0, 4)}-${hex.slice(4, 16)}`,
  split(nonce) {
    const [born, seconds = ''] = /^([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}/.exec(nonce) ?? [];
    return born === undefined ? undefined : { born, bornMs: Number.parseInt(seconds, 16) * 1000 };
  },
};

const STYLE: FarEndStyle = {
  codecs: 'all',
  ringsFirst: false,
  refusals: {
    404: { status: 404, headers: ['Reason: Q.850;cause=1;text="UNALLOCATED_NUMBER"'] },
    480: { status: 480, headers: ['Reason: SIP;cause=480;text="USER_NOT_REGISTERED"'] },
    486: { status: 486, headers: ['Reason: Q.850;cause=17;text="USER_BUSY"'] },
    603: { status: 603, headers: ['Reason: Q.850;cause=21;text="CALL_REJECTED"'] },
  },
  naming: {
    method: 'UPDATE',
    header: 'Remote-Party-ID',
    parameters: ';party=calling;privacy=off;screen=no',
  },
  routine: undefined,
  heldAs: 'inactive',
  quietReportsMs: 0,
};

const MEDIA = `m=audio {port} {profile} {formats}
a={attribute}
{notSendrecv}a={direction}
a=ptime:20
a=fingerprint:sha-256 {fingerprint}
a=setup:{setup}
a={mux}
a=rtcp:{port} IN IP4 {address}
a=ice-ufrag:{ufrag}
a=ice-pwd:{password}
a=candidate:{candidate}
{ice}a=end-of-candidates
a=crypto:{crypto}
a=ssrc:{ssrc} cname:{cname}
a=ssrc:{ssrc} msid:{stream} a0
a=ssrc:{ssrc} mslabel:{stream}
a=ssrc:{ssrc} label:{stream}a0`;

const DESCRIPTION = `v=0
o=FreeSWITCH {id} {version} IN IP4 {address}
s=FreeSWITCH
c=IN IP4 {address}
t=0 0
a=msid-semantic: WMS {stream}
${MEDIA}`;

const COSTUME: HidingCostume = {
  kind: 'hiding',
  via: 'SIP/2.0/WSS 192.0.2.10:7443;branch={branch}',
  newBranch: () => `z9hG4bK${randomBytes(10).toString('base64url')}`,
  returnedVia: ';branch={branch};received={address};rport={port}',
  ownHost: undefined,
  addresses: 'contact',
  registeredContact:
    '<{uri};fs_nat=yes;fs_path=sip%3A{user}%40{address}%3A{port}%3Btransport%3Dws>;expires={left}',
  showsLessBy: 0,
  lengthText: plainLength,
  responses: FREESWITCH_RESPONSES,
  requests: FREESWITCH_REQUESTS,
  descriptions: {
    answer: DESCRIPTION,
    offer: DESCRIPTION,
    candidate: (address, port) =>
      `9977742373 1 udp 2130706431 ${address} ${String(port)} typ host generation 0`,
    eventFormats: '',
  },
};

export const FREESWITCH: Personality = {
  name: 'freeswitch',
  title: 'FreeSWITCH 1.10 (from public traces)',
  keepAlives: { answersCrlf: false, sendsCrlfEveryMs: undefined },
  challenges: {
    realm: undefined,
    style: {
      status: 407,
      registerStatus: 401,
      write: (realm, nonce, stale) =>
        `Digest realm="${realm}", nonce="${nonce}",${stale ? ' stale=true,' : ''} algorithm=MD5, qop="auth"`,
      onWrongPassword: 'refuse',
    },
    nonces: { shape: NONCES, lifetimeMs: 60_000 },
  },
  manners: B2BUA_MANNERS,
  ownNames: ['192.0.2.10'],
  style: STYLE,
  greeting: () => ({ asksEveryMs: undefined, hasMailbox: true }),
  costume: COSTUME,
  rows: FREESWITCH_ROWS,
};
