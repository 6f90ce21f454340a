// A session description as lines: what stands for the whole, and one list of lines for each `m=` (RFC 8866 5). Loses nothing but the
// form of the line ends. Pure.

export interface SdpParts {
  /** The lines before the first `m=`. */
  readonly head: readonly string[];
  readonly sections: readonly Section[];
}

/** The lines of one `m=`, which comes first. */
export type Section = readonly string[];

export function splitSdp(sdp: string): SdpParts {
  const lines = sdp.split(/\r?\n/u).filter((line) => line !== '');
  const starts = lines.flatMap((line, index) => (line.startsWith('m=') ? [index] : []));
  const sections = starts.map((start, index) => lines.slice(start, starts[index + 1]));
  return { head: lines.slice(0, starts[0]), sections };
}

export function joinSdp({ head, sections }: SdpParts): string {
  return [...head, ...sections.flat(), ''].join('\r\n');
}

/** What follows `start` on the first line that begins with it. */
export function after(lines: readonly string[], start: string): string | undefined {
  return lines
    .find((line) => line.startsWith(start))
    ?.slice(start.length)
    .trim();
}

/** The lines without those that begin with one of these. */
export function without(lines: readonly string[], ...starts: readonly string[]): readonly string[] {
  return lines.filter((line) => !starts.some((start) => line.startsWith(start)));
}

export const mediaOf = (section: Section): string => /^m=(\S+)/u.exec(section[0] ?? '')?.[1] ?? '';

export const midOf = (section: Section): string | undefined => after(section, 'a=mid:');

/** Port 0 refuses a section (RFC 3264 6), unless it rides on the port of another (RFC 9143 6). */
export function isRefused(section: Section): boolean {
  return /^m=\S+ 0[ /]/u.test(section[0] ?? '') && !section.includes('a=bundle-only');
}

/** The section said no to (RFC 3264 6), under the same name. */
export function refused(section: Section): Section {
  const mid = midOf(section);
  const first = (section[0] ?? '').replace(/^(m=\S+) \d+(?:\/\d+)?/u, '$1 0');
  return [first, 'c=IN IP4 0.0.0.0', ...(mid === undefined ? [] : [`a=mid:${mid}`]), 'a=inactive'];
}

/** The section in use for sound: the first that is not refused. -1 where there is none. */
export function soundAt({ sections }: SdpParts): number {
  return sections.findIndex((section) => mediaOf(section) === 'audio' && !isRefused(section));
}

/** The names that are bundled (RFC 9143 7.1). */
export function bundleOf({ head }: SdpParts): readonly string[] {
  return after(head, 'a=group:BUNDLE ')?.split(/\s+/u) ?? [];
}

/** The head with these names bundled, none of it where there are none. */
export function withBundle(head: readonly string[], mids: readonly string[]): readonly string[] {
  const rest = without(head, 'a=group:BUNDLE');
  return mids.length === 0 ? rest : [...rest, `a=group:BUNDLE ${mids.join(' ')}`];
}
