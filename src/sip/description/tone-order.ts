// Keys pressed travel beside the codec in use and by its clock (RFC 4733 2.5.1.1: the timestamps are one): with Opus a far side that takes
// keys at 8000 Hz alone gets three packets of each, all of them the last. So the codec goes first whose clock has keys. Pure.
import { isSound } from '../description-faults.ts';
import { codingsOf, readDescription, type Coding } from './sections.ts';

const isKeys = ({ name }: Coding): boolean => name === 'telephone-event';

/**
 * The description that is given to the browser, with a codec first that keys can go with, and without keys that go with none.
 * `sdp`: one audio section, as `soundAlone` writes it.
 */
export function withKeysThatArrive(sdp: string): string {
  const [section] = readDescription(sdp).sections;
  if (section === undefined) return sdp;
  const codings = codingsOf(section);
  const keys = codings.filter(isKeys);
  const clocks = new Set(keys.map(({ clockHz }) => clockHz));
  const first = codings.find((coding) => isSound(coding) && clocks.has(coding.clockHz));
  if (keys.length === 0) return sdp;
  const others = section.formats.filter((format) => format !== first?.payload);
  const lost = first === undefined ? keys.map(({ payload }) => payload) : [];
  const formats = [...(first === undefined ? [] : [first.payload]), ...others].filter(
    (each) => !lost.includes(each),
  );
  const isOfLost = (line: string): boolean =>
    lost.some((payload) => /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /u.exec(line)?.[1] === payload);
  return sdp
    .split('\r\n')
    .filter((line) => !isOfLost(line))
    .map((line) =>
      line.startsWith('m=audio ') ? line.split(' ').slice(0, 3).concat(formats).join(' ') : line,
    )
    .join('\r\n');
}
