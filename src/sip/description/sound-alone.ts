// The description that the browser is given: one audio section, written anew from what the far side said of it, so that nothing a browser
// can't use or would stumble over reaches it (RFC 3264 6, RFC 9429 5). Pure.
import { isFingerprint, isPassword, isSound, isUfrag } from '../description-faults.ts';
import { readableCandidate } from './candidates.ts';
import { directionOf } from './direction.ts';
import {
  codingsOf,
  isBundled,
  isUsed,
  transportOf,
  valuesOf,
  TRANSPORT,
  type Coding,
  type Description,
  type Section,
} from './sections.ts';

export interface SoundAlone {
  readonly description: Description;
  readonly section: Section;
  readonly type: 'offer' | 'answer';
  /** By which mid the browser knows the section. */
  readonly mid: string;
  /** Within a call a section may refuse the sound, and leave out what goes on as before. */
  readonly isInCall: boolean;
}

/** What a browser reads of an audio section besides the transport, each where its value is well formed. */
const ATTRIBUTES: readonly (readonly [name: string, form: RegExp])[] = [
  ['rtcp', /^\d{1,5}(?: IN IP[46] \S+)?$/u],
  ['rtcp-rsize', /^$/u],
  ['fmtp', /^\d{1,3} \S.*$/u],
  ['rtcp-fb', /^(?:\*|\d{1,3}) \S.*$/u],
  ['ptime', /^\d{1,5}(?:\.\d+)?$/u],
  ['maxptime', /^\d{1,5}(?:\.\d+)?$/u],
  ['extmap', /^\d{1,5}(?:\/[a-z]+)? \S+(?: .*)?$/u],
  ['extmap-allow-mixed', /^$/u],
  ['msid', /^\S+(?: \S+)?$/u],
  ['ssrc', /^\d{1,10} [a-z]+:.+$/u],
];
/** Each value as a browser reads it, without those that it would refuse the whole description for. */
function readableOf(name: string, values: readonly string[]): readonly string[] {
  if (name === 'candidate') return values.flatMap((value) => readableCandidate(value) ?? []);
  if (name === 'ice-ufrag') return values.filter(isUfrag).slice(0, 1);
  if (name === 'ice-pwd') return values.filter(isPassword).slice(0, 1);
  if (name !== 'fingerprint') return values;
  return values.filter(isFingerprint).map((value) => value.split(/\s+/u).slice(0, 2).join(' '));
}

function transportLines(of: SoundAlone): readonly string[] {
  // One without the other is none.
  const hasIce = (['ice-ufrag', 'ice-pwd'] as const).every(
    (name) => readableOf(name, transportOf(of.description, of.section, name)).length > 0,
  );
  return TRANSPORT.flatMap((name) => {
    const values = transportOf(of.description, of.section, name);
    if (name === 'setup') {
      const role = roleOf(of, values[0]?.toLowerCase());
      return role === undefined ? [] : [`a=setup:${role}`];
    }
    const fine = readableOf(name, values).filter(() => hasIce || !/^ice-(?:ufrag|pwd)$/u.test(name));
    return fine.map((value) => (value === '' ? `a=${name}` : `a=${name}:${value}`));
  });
}

/** The DTLS role (RFC 5763 5). Who should have chosen and did not leaves it to us to begin. */
function roleOf({ type, isInCall }: SoundAlone, said: string | undefined): string | undefined {
  if (said === 'active' || said === 'passive') return said;
  if (isInCall) return said === 'actpass' ? said : undefined;
  return type === 'offer' ? 'actpass' : 'passive';
}

function mapLine({ payload, name, spelling, clockHz, channels }: Coding): string {
  // Opus is always written with two channels (RFC 7587 7); who forgets them means the same.
  const count = name === 'opus' ? 2 : channels;
  return `a=rtpmap:${payload} ${spelling}/${String(clockHz)}${count === undefined ? '' : `/${String(count)}`}`;
}

/** The header extension by which packets name their section (RFC 9143 15.1). */
const SECTION_NAME = 'urn:ietf:params:rtp-hdrext:sdes:mid';

/**
 * A browser takes one track for a section, by one name and one source, and each extension once: else it refuses the whole. An extension
 * beyond 255 asks for a number of ours (RFC 8285 7), and is left out. So is the name of the section in each packet (RFC 9143 14): with one
 * section nothing is to be told apart by it, and a browser drops every packet whose name is not the mid it was given here.
 */
function ofOneTrack(name: string, values: readonly string[]): readonly string[] {
  if (name === 'msid') return values.slice(0, 1);
  const keyOf = (value: string): string => value.split(/[ /]/u)[0] ?? '';
  const keys = values.map(keyOf);
  if (name === 'ssrc') {
    const first = keys.find((key) => Number(key) <= 0xff_ff_ff_ff);
    return values.filter((_, index) => keys[index] === first);
  }
  if (name !== 'extmap') return values;
  return values.filter((value, index) => {
    const id = Number(keys[index]);
    if (value.split(' ')[1] === SECTION_NAME) return false;
    return id > 0 && id < 256 && keys.findIndex((key) => Number(key) === id) === index;
  });
}

function codingLines(section: Section): readonly string[] {
  const codings = codingsOf(section).filter(({ name }) => name !== '');
  const known = new Set(codings.map(({ payload }) => payload));
  const others = ATTRIBUTES.flatMap(([name, form]) =>
    ofOneTrack(
      name,
      valuesOf(section.lines, name).filter((value) => form.test(value)),
    )
      .filter(
        (value) =>
          (name !== 'fmtp' && name !== 'rtcp-fb') ||
          value.startsWith('*') ||
          known.has(value.split(' ')[0] ?? ''),
      )
      .map((value) => (value === '' ? `a=${name}` : `a=${name}:${value}`)),
  );
  return [...codings.map(mapLine), ...others];
}

const ORIGIN = /^o=\S+ \d{1,20} \d{1,20} IN IP[46] \S+$/u;
const CONNECTION = /^c=IN IP[46] \S+$/u;
/** Zero would mean none at all: that is told by the direction. */
const BANDWIDTH = /^b=(?:AS|TIAS):0*[1-9]\d{0,8}$/u;

/** Whether the browser is told of this format: a sound that it has, or what goes with one. */
const isKnown = (coding: Coding): boolean =>
  coding.name !== '' && (coding.name !== 'opus' || isSound(coding));

/** Port 0 refuses a section, unless it rides on the port of another in a bundle. */
function portOf(section: Section): number {
  if (Number.isNaN(section.port)) return 0;
  return section.port === 0 && isUsed(section) ? 9 : section.port;
}

/** The text for the browser. */
export function soundAlone(of: SoundAlone): string {
  const { description, section, mid } = of;
  const { session } = description;
  const formats = codingsOf(section)
    .filter(isKnown)
    .map(({ payload }) => payload);
  const connection =
    [...section.lines, ...session].find((line) => CONNECTION.test(line)) ?? 'c=IN IP4 0.0.0.0';
  const flags = ['ice-lite', 'extmap-allow-mixed'].filter((name) => valuesOf(session, name).length > 0);
  return [
    'v=0',
    session.find((line) => ORIGIN.test(line)) ?? 'o=- 0 0 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    ...(isBundled(description, section) ? [`a=group:BUNDLE ${mid}`] : []),
    ...flags.map((name) => `a=${name}`),
    ...valuesOf(session, 'msid-semantic').map((value) => `a=msid-semantic:${value}`),
    `m=audio ${String(portOf(section))} UDP/TLS/RTP/SAVPF ${formats.join(' ')}`,
    connection,
    ...section.lines.filter((line) => BANDWIDTH.test(line)),
    ...transportLines(of),
    `a=mid:${mid}`,
    `a=${directionOf(description, section)}`,
    ...codingLines(section),
    '',
  ].join('\r\n');
}
