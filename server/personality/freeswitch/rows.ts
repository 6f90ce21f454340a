// What public sources say of FreeSWITCH. Every line is unproven: nobody here has seen it.
// Owns the table that docs/interop prints; a unit test keeps the two the same.
import { cited } from '../evidence.ts';
import type { Row } from '../personality.ts';

const SOFIA = 'https://github.com/signalwire/freeswitch/blob/master/src/mod/endpoints/mod_sofia';

export const FREESWITCH_ROWS: readonly Row[] = [
  cited(
    '401 to REGISTER, 407 to each INVITE; the nonce is a UUID, an old one is stale',
    'SIP.js issue 493; mod_sofia, sofia_reg.c',
    'https://github.com/onsip/SIP.js/issues/493',
  ),
  cited(
    'a phone behind NAT is listed with fs_nat and fs_path in its Contact',
    'FreeSWITCH documentation, Sofia SIP Stack; mod_sofia, sofia_reg.c',
    `${SOFIA}/sofia_reg.c`,
  ),
  cited(
    'its own Contact, with transport=udp where the phone is on a WebSocket; no Record-Route',
    'mod_sofia, sofia_glue.c; public logs of 1.10.12',
    `${SOFIA}/sofia_glue.c`,
  ),
  cited(
    "Route with the phone's address in requests to it, its transport outside the brackets",
    'public logs of 1.10.12 with SIP.js and JsSIP',
    `${SOFIA}/sofia_glue.c`,
  ),
  cited('early media by 183 without 180', 'public logs of 1.10.12 with SIP.js', `${SOFIA}/sofia.c`),
  cited(
    'Remote-Party-ID in 18x and 200; a new name in a call by UPDATE',
    'mod_sofia, mod_sofia.c',
    `${SOFIA}/mod_sofia.c`,
  ),
  cited(
    'session timers in what it offers: 120 s, refresher=uac',
    'mod_sofia, sofia_glue.c; public log of 1.10.12 with JsSIP',
    `${SOFIA}/sofia_glue.c`,
  ),
  cited(
    'NOTIFY of voicemail after each registration, unasked',
    'public logs of 1.10.12 with SIP.js',
    `${SOFIA}/sofia_presence.c`,
  ),
  cited(
    'a description without mid and BUNDLE, msid by ssrc, sendrecv unsaid',
    'public logs of 1.10.12 with SIP.js',
    'https://github.com/signalwire/freeswitch/blob/master/src/switch_core_media.c',
  ),
  cited(
    'hold answered inactive',
    'FreeSWITCH issue 323; others saw recvonly',
    'https://github.com/signalwire/freeswitch/issues/323',
  ),
  cited(
    'CRLFCRLF on the WebSocket is not answered',
    'sofia-sip issue 267, drachtio-server issue 366',
    'https://github.com/freeswitch/sofia-sip/issues/267',
  ),
  cited(
    'Reason: Q.850 with a text at the end of calls',
    'FreeSWITCH issue 1268',
    'https://github.com/signalwire/freeswitch/issues/1268',
  ),
];
