// What is known of Asterisk, each line with the scene of the recording that shows it.
// Owns the table that docs/interop prints; a unit test keeps the two the same.
import { recorded } from '../evidence.ts';
import type { Row } from '../personality.ts';

function measured(does: string): Row {
  return { does, evidence: { kind: 'measured', where: 'docs/interop/asterisk.md' } };
}

export const ASTERISK_ROWS: readonly Row[] = [
  recorded('keep-alives', 'CRLFCRLF on the WebSocket is not answered'),
  recorded('keep-alives', 'it sends CRLFCRLF itself every 90 s'),
  recorded('a third sign-in where two are allowed', 'OPTIONS to the domain is challenged (401)'),
  recorded('echo', '401 to REGISTER and to every INVITE, its nonce seconds and MD5, with opaque'),
  recorded('echo', 'REGISTER for 600 s is shown as expires=599, Contact as it came'),
  recorded('register by the form; wrong password', 'a wrong password: 401 again'),
  recorded('a third sign-in where two are allowed', 'max_contacts reached: 403 to right credentials (1081)'),
  recorded(
    'remove_existing=yes: the second page takes the place of the first',
    'remove_existing: a new contact pushes the oldest out, unsaid (1082)',
  ),
  recorded('qualify', 'OPTIONS after the registration and every 5 s where qualify is on (1081)'),
  recorded('MWI NOTIFY, unsolicited (endpoint mailboxes)', 'NOTIFY of voicemail, unasked (1091, 628)'),
  recorded('pjsip send notify check-sync', 'NOTIFY check-sync (628)'),
  recorded('MESSAGE to the phone', 'MESSAGE (628)'),
  recorded('echo', '200 without 180 where an application answers'),
  recorded(
    'phone to phone, both directions',
    'a call of its own to each phone (B2BUA): 180, 200, BYE with Reason',
  ),
  recorded(
    'click to call (AMI Originate)',
    'INVITE to the address that the phone was seen at, Session-Expires 1800',
  ),
  recorded('early media: 183, tone, then answer', '183 without 180, with sound (615, 627)'),
  recorded('180, then 183 with tone, then busy', 'busy: 486 with Reason Q.850;cause=17'),
  recorded('decline', 'a decline is passed on as 480 with cause 20'),
  recorded('offline extension', 'an extension that is away: 480 with cause 20'),
  recorded('CANCEL by the caller', 'CANCEL: 200, 487 with cause 0'),
  recorded(
    'two sign-ins of one address ring; one answers',
    'CANCEL with "Call completed elsewhere" and cause 26',
  ),
  recorded('connected line: UPDATE with PAI', 'a new name by UPDATE with P-Asserted-Identity (620, 621)'),
  recorded('REFER from Asterisk (Transfer after answer)', 'REFER from the server (622)'),
  recorded('DTMF dtmf_mode=info, phone "As messages beside it"', 'keys by INFO: 200'),
  recorded('endpoint: ice_support=no', '200 without ICE (631)'),
  recorded('endpoint: rtcp_mux=no', '200 without rtcp-mux (632); here without its second component'),
  recorded('endpoint: timers=required', '421, Require: timer (636)'),
  recorded('endpoint: 100rel=required', '421, Require: 100rel (637)'),
  measured('no RTCP in the first 5 s, nor 5 s after a hold or an ICE restart'),
  measured('two re-INVITEs at once are both answered'),
];
