// Whether a browser can use the sound of a session description of the far side, and if not, why. The one rule for it: used before
// a call rings, before an offer in a call touches the peer connection, and to explain an answer that can't be used.
// Sources: RFC 8827 6.5 (DTLS-SRTP only), RFC 8839 5.4 (ICE), RFC 8834 4.5 (RTP and RTCP on one port), RFC 7874 (codecs). Pure.
import {
  codingsOf,
  isUsed,
  readDescription,
  transportOf,
  type Coding,
  type Description,
  type Section,
} from './description/sections.ts';
import type { FailureCause } from './failure-cause.ts';

/** Why no sound can come of a description, the first reason first. */
export type DescriptionFault = Extract<
  FailureCause,
  | 'soundGarbled'
  | 'noSoundOffered'
  | 'soundNotEncrypted'
  | 'soundWithoutIce'
  | 'soundWithoutMux'
  | 'noCommonCodec'
>;

/** Digests of certificates that browsers take, with their length in octets (RFC 8122 5). */
const DIGESTS: Readonly<Record<string, number>> = {
  'sha-1': 20,
  'sha-224': 28,
  'sha-256': 32,
  'sha-384': 48,
  'sha-512': 64,
};

/** A fingerprint that a certificate can be held against. */
export function isFingerprint(value: string): boolean {
  const [hash = '', digest = ''] = value.split(/\s+/u);
  const octets = digest.split(':');
  return octets.length === DIGESTS[hash.toLowerCase()] && octets.every((each) => /^[\da-f]{2}$/iu.test(each));
}

/** Between 4 and 256 (or 22 and 256) characters of ICE (RFC 8839 5.4). */
export const isUfrag = (value: string): boolean => /^[\w+/\-=]{4,256}$/u.test(value);
export const isPassword = (value: string): boolean => /^[\w+/\-=]{22,256}$/u.test(value);

/** Sounds that browsers decode (RFC 7874 3, and G.722, which all of them have). */
export function isSound({ name, clockHz }: Coding): boolean {
  if (name === 'opus') return clockHz === 48_000;
  return ['pcmu', 'pcma', 'g722'].includes(name) && clockHz === 8000;
}

/** RTP, whatever carries it and however it is said to be protected: the fingerprint tells more. */
const isRtp = ({ protocol }: Section): boolean => /(?:^|\/)RTP\/S?AVPF?$/iu.test(protocol);

function faultsOf(description: Description, section: Section): readonly DescriptionFault[] {
  const says = (name: Parameters<typeof transportOf>[2], isFine: (value: string) => boolean): boolean =>
    transportOf(description, section, name).some(isFine);
  const rules: readonly (readonly [DescriptionFault, boolean])[] = [
    ['soundGarbled', !Number.isNaN(section.port) && isRtp(section)],
    ['soundNotEncrypted', says('fingerprint', isFingerprint)],
    ['soundWithoutIce', says('ice-ufrag', isUfrag) && says('ice-pwd', isPassword)],
    ['soundWithoutMux', says('rtcp-mux', () => true)],
    ['noCommonCodec', codingsOf(section).some(isSound)],
  ];
  return rules.flatMap(([fault, isFine]) => (isFine ? [] : [fault]));
}

/** An audio section, and what is wrong with it. */
interface Judged {
  readonly section: Section;
  readonly faults: readonly DescriptionFault[];
}

/** Nobody offers as many; more are not looked at. */
const MOST_SOUNDS = 32;

/** The best audio section in use; at `preferred` (an index) it wins where it is as good. Undefined where there is none. */
function bestSound(description: Description, preferred: number | undefined): Judged | undefined {
  const order = description.sections
    .map((section, index) => ({ section, index }))
    .filter(({ section }) => section.media === 'audio' && isUsed(section))
    .slice(0, MOST_SOUNDS)
    .sort((a, b) => Number(b.index === preferred) - Number(a.index === preferred));
  const judged = order.map(({ section }) => ({ section, faults: faultsOf(description, section) }));
  return judged.reduce<Judged | undefined>(
    (best, each) => (best === undefined || each.faults.length < best.faults.length ? each : best),
    undefined,
  );
}

/** The audio section that a browser can take, the one at `preferred` before others; undefined where there is none. */
export function usableSound(description: Description, preferred?: number): Section | undefined {
  const best = bestSound(description, preferred);
  return best?.faults.length === 0 ? best.section : undefined;
}

/**
 * What keeps every browser from taking the sound of this description, the most fundamental first; empty where nothing does. Of
 * several audio sections the best one counts. Silence about media (none at all, RFC 3264 5) is no fault.
 */
export function descriptionFaults(sdp: string): readonly DescriptionFault[] {
  if (sdp.trim() === '') return [];
  const description = readDescription(sdp);
  const isDescription = description.session.some((line) => /^v=0$/u.test(line));
  if (description.sections.length === 0) return isDescription ? [] : ['soundGarbled'];
  return bestSound(description, undefined)?.faults ?? ['noSoundOffered'];
}

const WARNINGS: Readonly<Record<DescriptionFault, string>> = {
  soundGarbled: 'the session description cannot be read',
  noSoundOffered: 'no usable audio section',
  soundNotEncrypted: 'no DTLS-SRTP fingerprint',
  soundWithoutIce: 'no ICE credentials',
  soundWithoutMux: 'no rtcp-mux',
  noCommonCodec: 'none of Opus, PCMU, PCMA, G722',
};

/** The value of a Warning header for whoever reads the server's log (RFC 3261 20.43): a fault by its name, or words of our own. */
export function warningOf(fault: DescriptionFault | { readonly words: string }): string {
  const words = typeof fault === 'string' ? WARNINGS[fault] : fault.words.replace(/["\\\r\n]/gu, ' ');
  return `399 bothways.invalid "${words}"`;
}
