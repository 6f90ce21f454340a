// Asterisk with chan_pjsip and webrtc=yes, as it was recorded over WebSocket (build of August 2026).
// Owns its manners, its numbers and the table of what is known of it; writing.ts and descriptions.ts own its words.
import { createHash, randomUUID } from 'node:crypto';
import type { FarEndStyle } from '../../media/far-end-style.ts';
import type { ChallengeStyle } from '../../proxy/authenticator.ts';
import type { Manners } from '../../proxy/manners.ts';
import { salt, type NonceShape } from '../../shared/nonces.ts';
import type { Costume } from '../edge/costume.ts';
import type { Personality } from '../personality.ts';
import { ASTERISK_DESCRIPTION } from './descriptions.ts';
import { ASTERISK_ROWS } from './rows.ts';
import { ASTERISK_REQUESTS, ASTERISK_RESPONSES } from './writing.ts';

/** `1795699201/a68881b7322866e8a361058b5ae4ad02`: seconds since the epoch, and what signs them. */
const NONCES: NonceShape = {
  born: (bornMs) => `${String(Math.floor(bornMs / 1000))}/${salt()}`,
  join: (born, signature) => `${born}${signature.slice(0, 24)}`,
  split(nonce) {
    const [born, seconds] = /^(\d{1,12})\/[0-9a-f]{8}/.exec(nonce) ?? [];
    return born === undefined ? undefined : { born, bornMs: Number(seconds) * 1000 };
  },
};

const CHALLENGE: ChallengeStyle = {
  status: 401,
  registerStatus: 401,
  write(realm, nonce, stale) {
    const opaque = createHash('sha256').update(nonce).digest('hex').slice(0, 16);
    const tail = stale ? ',stale=true' : '';
    return `Digest realm="${realm}",nonce="${nonce}",opaque="${opaque}",algorithm=MD5,qop="auth"${tail}`;
  },
  onWrongPassword: 'ask-again',
};

/** The two extensions that were recorded with limits: `max_contacts=2`, and `max_contacts=1` with `remove_existing=yes`. */
const MANNERS: Manners = {
  believes: 'nobody',
  optionsToDomain: { isOpen: false, status: 404 },
  standsBetween: true,
  answeredElsewhere: ['SIP;cause=200;text="Call completed elsewhere"', 'Q.850;cause=26'],
  registration(user) {
    if (user === '1081') return { maxContacts: 2, whenFull: 'refuse' };
    if (user === '1082') return { maxContacts: 1, whenFull: 'push-out' };
    return { maxContacts: undefined, whenFull: 'refuse' };
  },
};

const STYLE: FarEndStyle = {
  codecs: 'g711',
  ringsFirst: false,
  refusals: {
    404: { status: 404, headers: ['Reason: Q.850;cause=1'] },
    480: { status: 480, headers: ['Reason: Q.850;cause=20'] },
    486: { status: 486, headers: ['Reason: Q.850;cause=17'] },
    603: { status: 480, phrase: 'Temporarily Unavailable', headers: ['Reason: Q.850;cause=20'] },
  },
  naming: { method: 'UPDATE', header: 'P-Asserted-Identity', parameters: '' },
  routine: undefined,
  heldAs: 'recvonly',
  quietReportsMs: 5000,
};

/** pjsip writes the address into the foundation: `Hc0000202` is 192.0.2.2. */
function candidate(address: string, port: number): string {
  const octets = address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
  return `H${octets.join('').replace(/^0+/, '')} 1 UDP 2130706431 ${address} ${String(port)} typ host`;
}

const COSTUME: Costume = {
  kind: 'hiding',
  via: 'SIP/2.0/WSS 127.0.0.1:8089;rport;branch={branch};alias',
  newBranch: () => `z9hG4bKPj${randomUUID()}`,
  returnedVia: ';rport={port};received={address};branch={branch}',
  ownHost: 'vm',
  addresses: 'seen',
  registeredContact: '<{uri}>;expires={left}',
  showsLessBy: 1,
  lengthText: (octets) => (octets === 0 ? '  0' : ` ${String(octets).padStart(5)}`),
  responses: ASTERISK_RESPONSES,
  requests: ASTERISK_REQUESTS,
  descriptions: {
    answer: ASTERISK_DESCRIPTION,
    offer: ASTERISK_DESCRIPTION,
    candidate,
    eventFormats: '0-16',
  },
};

export const ASTERISK: Personality = {
  name: 'asterisk',
  title: 'Asterisk (chan_pjsip, webrtc=yes)',
  keepAlives: { answersCrlf: false, sendsCrlfEveryMs: 90_000 },
  challenges: { realm: 'asterisk', style: CHALLENGE, nonces: { shape: NONCES, lifetimeMs: 32_000 } },
  manners: MANNERS,
  ownNames: ['vm'],
  style: STYLE,
  greeting: (user) => ({ asksEveryMs: user === '1081' ? 5000 : undefined, hasMailbox: user === '1091' }),
  costume: COSTUME,
  rows: ASTERISK_ROWS,
};
