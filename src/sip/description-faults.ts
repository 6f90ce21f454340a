// What a session description of the far side lacks before any browser could take its sound: read before anybody says hello, so that the
// reason can be named. Refuses to judge what a browser may take; silence about sound (no media at all) is no fault either.
// Sources: RFC 8827 6.5 (DTLS-SRTP only), RFC 8445 (ICE), RFC 8834 4.5 (RTP and RTCP on one port), RFC 7874 (codecs). Pure.
import type { FailureCause } from './failure-cause.ts';

/** Why no sound can come of a description, the first reason first. */
export type DescriptionFault = Extract<
  FailureCause,
  'noSoundOffered' | 'soundNotEncrypted' | 'soundWithoutIce' | 'soundWithoutMux' | 'noCommonCodec'
>;

/** One `m=` section with the session's own lines before it, which stand for what it does not say itself (RFC 8866 5). */
interface Section {
  readonly media: string;
  readonly port: number;
  readonly formats: readonly string[];
  readonly lines: readonly string[];
  readonly session: readonly string[];
}

/** Sounds that browsers decode (RFC 7874 3, and G.722, which all of them have). */
const CODECS: readonly string[] = ['opus', 'pcmu', 'pcma', 'g722'];
/** Payload types that need no rtpmap (RFC 3551 6). */
const STATIC: Readonly<Record<string, string>> = { '0': 'pcmu', '8': 'pcma', '9': 'g722' };

function sectionOf(text: string, session: readonly string[]): Section {
  const lines = text.split(/\r?\n/u);
  const [media = '', port = '', , ...formats] = (lines[0] ?? '').trim().split(/\s+/u);
  return { media: media.toLowerCase(), port: Number.parseInt(port, 10), formats, lines, session };
}

function sectionsOf(sdp: string): readonly Section[] {
  const [head = '', ...rest] = sdp.split(/(?:^|\r?\n)m=/u);
  // In a bundle the transport is described by one section for all (RFC 9143 7.1.3).
  const isBundle = /^a=group:bundle\s+\S/imu.test(head);
  const session = (isBundle ? sdp : head).split(/\r?\n/u);
  return rest.map((text) => sectionOf(text, session));
}

const says = ({ lines, session }: Section, start: string): boolean =>
  [...lines, ...session].some((line) => line.toLowerCase().startsWith(start));

/** Port 0 refuses a section (RFC 3264 6), unless it rides on the port of another (RFC 9143 6: bundle-only). */
const isUsed = (section: Section): boolean => section.port !== 0 || says(section, 'a=bundle-only');

function codecsOf({ formats, lines }: Section): readonly string[] {
  const maps = new Map(
    lines.flatMap((line) => {
      const map = /^a=rtpmap:(\d+)\s+([^/\s]+)/iu.exec(line);
      return map === null ? [] : [[map[1] ?? '', (map[2] ?? '').toLowerCase()] as const];
    }),
  );
  return formats.map((format) => maps.get(format) ?? STATIC[format] ?? '');
}

function faultsOf(section: Section): readonly DescriptionFault[] {
  const rules: readonly (readonly [DescriptionFault, boolean])[] = [
    ['soundNotEncrypted', says(section, 'a=fingerprint:')],
    ['soundWithoutIce', says(section, 'a=ice-ufrag:') && says(section, 'a=ice-pwd:')],
    ['soundWithoutMux', says(section, 'a=rtcp-mux')],
    ['noCommonCodec', codecsOf(section).some((codec) => CODECS.includes(codec))],
  ];
  return rules.flatMap(([fault, isFine]) => (isFine ? [] : [fault]));
}

/**
 * What keeps every browser from taking the sound of this description, the most fundamental first; empty where nothing does. Of
 * several audio sections the best one counts.
 */
export function descriptionFaults(sdp: string): readonly DescriptionFault[] {
  const sections = sectionsOf(sdp);
  if (sections.length === 0) return [];
  const found = sections.filter((section) => section.media === 'audio' && isUsed(section)).map(faultsOf);
  if (found.length === 0) return ['noSoundOffered'];
  return found.reduce((best, faults) => (faults.length < best.length ? faults : best));
}
