// Texts that claim nothing of the phone's state: names of screens, buttons, fields and figures, advice that is always true, and
// what became of calls before the present one.
import { plain } from './registry.ts';

const NAMES = [
  'Bothways|Skip to content|Phone|History|Network|Settings|Name, number or SIP address|Call|Recent|Microphone|Codec|Path|Sound',
  'ABC|DEF|GHI|JKL|MNO|PQRS|TUV|WXYZ|You|Them|Server|You to them|Them to you|Connection|SIP messages|Call quality|Sound devices',
  '2 minutes ago|now|Call quality in figures|Quality (MOS)|Lost on the way (loss)|Uneven arrival (jitter)|Data (bit rate)',
  'Gaps filled in (concealment)|not known|not agreed yet|not known yet|none found',
  'Estimated from loss and delay (MOS, 1 to 4.5). A gap in a line means that nothing flowed, or that nobody confirmed it.',
  'Answer|Decline|Mute|Hold|Keypad|Hang up|Dial again|Close|Enable sound|Try now|Ring here again|Reconnect the sound|asking…',
  'Edit account and servers|wss://pbx.example.com:8089/ws|Open https://pbx.example.com:8089/|trying again now|No calls yet|Addresses (ICE)|Round trip',
  'Start by hearing yourself: the echo at 600 proves that sound goes out and comes back.',
  'This browser plays sound where the system says; choose the speaker in the system’s settings.',
  'Add call|Transfer|More|Conference|Dismiss|Stay with|, pause|; wait',
  'Use the other microphone|Choose a microphone|Use the system’s speaker|What the phone can’t see:|Not seen by the phone',
  // Of what the phone can't see.
  'the system’s volume|what arrives on their side (RTCP)|how much they send (RTCP)|how loud your microphone is|what crosses the path (ICE)',
  // Of the caller, not of the call.
  'Confirmed by your server',
  // Asked after a call.
  'Was the sound OK?|Yes|No|More of the sound',
  // Of earlier calls.
  'Missed|Called you|You called|Call failed|You declined|They declined|You hung up before an answer',
];

const LABELS: ReadonlySet<string> = new Set(NAMES.flatMap((line) => line.split('|')).map(plain));

/** Whether a text claims nothing. */
export function isLabel(text: string): boolean {
  return LABELS.has(plain(text));
}
