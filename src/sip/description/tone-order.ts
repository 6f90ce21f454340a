// Keys pressed travel beside the codec in use and by its clock (RFC 4733 2.5.1.1: the timestamps are one). Chromium 156 takes a
// telephone-event at 8000 Hz wherever there is one: beside Opus that makes three packets of each key, all of them the last; and beside G.711
// one at 48 000 Hz lasts six times too long. So the codec goes first that keys go with, and other keys are left out. Pure.
import { isSound } from '../description-faults.ts';
import { codingsOf, readDescription, type Coding } from './sections.ts';

const isKeys = ({ name }: Coding): boolean => name === 'telephone-event';

/** The payload types in the order that lets keys arrive, without keys that would not. */
function inOrder(codings: readonly Coding[]): readonly string[] {
  const keys = codings.filter(isKeys);
  const first = codings.find(
    (coding) => isSound(coding) && keys.some(({ clockHz }) => clockHz === coding.clockHz),
  );
  const kept = codings.filter((coding) => !isKeys(coding) || coding.clockHz === first?.clockHz);
  return [...kept].sort((a, b) => Number(b === first) - Number(a === first)).map(({ payload }) => payload);
}

/** The description that is given to the browser, so that keys arrive. `sdp`: one audio section, as `soundAlone` writes it. */
export function withKeysThatArrive(sdp: string): string {
  const [section] = readDescription(sdp).sections;
  if (section === undefined || !codingsOf(section).some(isKeys)) return sdp;
  const order = inOrder(codingsOf(section));
  const isLeftOut = (line: string): boolean => {
    const payload = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /u.exec(line)?.[1];
    return payload !== undefined && !order.includes(payload);
  };
  return sdp
    .split('\r\n')
    .filter((line) => !isLeftOut(line))
    .map((line) =>
      line.startsWith('m=audio ') ? [...line.split(' ').slice(0, 3), ...order].join(' ') : line,
    )
    .join('\r\n');
}
