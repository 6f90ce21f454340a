// How the sound is coded: codecs in the order the person prefers, and Opus with what it can do (RFC 7587). Works on descriptions
// (RFC 8866): ours says what we would like to receive, theirs is read as if they liked to receive what we would like to send.
import { DEFAULT_CODING, type CodecChoice, type SoundCoding } from './sound-coding.ts';

/** Whose description it is. */
export type DescribedSide = 'local' | 'remoteOffer' | 'remoteAnswer';

/** Payload types that need no rtpmap (RFC 3551 6). */
const STATIC_NAMES: Readonly<Record<string, string>> = { '0': 'pcmu', '8': 'pcma', '9': 'g722' };
const NAMES: Readonly<Record<Exclude<CodecChoice, 'opus'>, readonly string[]>> = {
  g722: ['g722'],
  g711: ['pcmu', 'pcma'],
};

type Parameters = ReadonlyMap<string, string | undefined>;

function nameOf(payload: string, lines: readonly string[]): string | undefined {
  const map = lines.find((line) => line.startsWith(`a=rtpmap:${payload} `));
  return /^a=rtpmap:\d+ ([^/]+)\//u.exec(map ?? '')?.[1]?.toLowerCase() ?? STATIC_NAMES[payload];
}

function inOrder(
  mediaLine: string,
  lines: readonly string[],
  { codec }: SoundCoding,
  side: DescribedSide,
): string {
  // A browser offers Opus first, and an answer follows the order of the offer (RFC 3264 6.1).
  // Who answered chose: what we send is the first of theirs (RFC 3264 6.1, 7).
  if (codec === 'opus' || side === 'remoteAnswer') return mediaLine;
  const [media = '', port = '', protocol = '', ...payloads] = mediaLine.split(' ');
  const isWanted = (payload: string): boolean => NAMES[codec].includes(nameOf(payload, lines) ?? '');
  const order = [...payloads.filter(isWanted), ...payloads.filter((payload) => !isWanted(payload))];
  return [media, port, protocol, ...order].join(' ');
}

function parametersOf(text: string): Parameters {
  const pairs = text.split(';').map((part) => part.trim());
  return new Map(
    pairs
      .filter((part) => part !== '')
      .map((part) => {
        const [key = '', ...value] = part.split('=');
        return [key, value.length === 0 ? undefined : value.join('=')];
      }),
  );
}

/** FEC is for the receiver to want; to leave it out is for either side. DTX is for the sender to do (RFC 7587 6.1). */
function opusParameters(before: Parameters, coding: SoundCoding, side: DescribedSide): Parameters {
  const after = new Map(before);
  if (!coding.errorCorrection) after.set('useinbandfec', '0');
  else if (side === 'local') after.set('useinbandfec', '1');
  if (coding.pausesInSilence) after.set('usedtx', '1');
  if (coding.maxKilobits > 0) {
    const theirs = Number(before.get('maxaveragebitrate'));
    const ours = coding.maxKilobits * 1000;
    after.set('maxaveragebitrate', String(theirs > 0 ? Math.min(theirs, ours) : ours));
  }
  return after;
}

function format(payload: string, parameters: Parameters): string {
  const parts = [...parameters].map(([key, value]) => (value === undefined ? key : `${key}=${value}`));
  return `a=fmtp:${payload} ${parts.join(';')}`;
}

/** Never more than the side that receives it takes (`a=maxptime`, RFC 8866 6.4). */
function packetTime(lines: readonly string[], { packetTimeMs }: SoundCoding, side: DescribedSide): number {
  const most = Number(lines.find((line) => line.startsWith('a=maxptime:'))?.slice('a=maxptime:'.length));
  return side !== 'local' && most > 0 ? Math.min(packetTimeMs, most) : packetTimeMs;
}

/** One audio section, its `m=` line first. */
function codeSection(lines: readonly string[], coding: SoundCoding, side: DescribedSide): readonly string[] {
  const [mediaLine = '', ...rest] = lines;
  const opus = mediaLine
    .split(' ')
    .slice(3)
    .find((payload) => nameOf(payload, lines) === 'opus');
  const prefix = `a=fmtp:${opus ?? ''} `;
  const old = rest.find((line) => opus !== undefined && line.startsWith(prefix));
  const coded = opusParameters(parametersOf(old?.slice(prefix.length) ?? ''), coding, side);
  const isChangedTime = coding.packetTimeMs !== DEFAULT_CODING.packetTimeMs;
  const body = rest.flatMap((line): readonly string[] => {
    if (isChangedTime && line.startsWith('a=ptime:')) return [];
    if (line === old) return [format(opus ?? '', coded)];
    const isOpusMap = old === undefined && opus !== undefined && line.startsWith(`a=rtpmap:${opus} `);
    return isOpusMap && coded.size > 0 ? [line, format(opus, coded)] : [line];
  });
  const time = isChangedTime ? [`a=ptime:${String(packetTime(rest, coding, side))}`] : [];
  return [inOrder(mediaLine, lines, coding, side), ...body, ...time];
}

/** A description as it should go out (`local`), or be applied (`remoteOffer`, `remoteAnswer`). Anything that is not live audio stays as it is. */
export function codeDescription(sdp: string, coding: SoundCoding, side: DescribedSide): string {
  const isLastEmpty = sdp.endsWith('\r\n');
  const lines = (isLastEmpty ? sdp.slice(0, -2) : sdp).split('\r\n');
  const starts = lines.flatMap((line, index) => (line.startsWith('m=') ? [index] : []));
  const sections = [0, ...starts].map((start, index) => lines.slice(start, starts[index] ?? lines.length));
  const coded = sections.flatMap((section) =>
    /^m=audio [1-9]/u.test(section[0] ?? '') ? codeSection(section, coding, side) : section,
  );
  return coded.join('\r\n') + (isLastEmpty ? '\r\n' : '');
}
