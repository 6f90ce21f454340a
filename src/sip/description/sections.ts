// Splits a session description into its media sections (RFC 8866 5), leniently: line ends of any kind, blank lines and lines that
// are none do no harm. The only parser of sections. Pure; never throws.

/** One media section. */
export interface Section {
  /** `audio`, `video`, `image` and the like, in lower case. */
  readonly media: string;
  /** NaN where it is no port. */
  readonly port: number;
  readonly protocol: string;
  readonly formats: readonly string[];
  /** What follows the `m=` line. */
  readonly lines: readonly string[];
}

export interface Description {
  /** The lines before the first section, which stand for what a section does not say itself. */
  readonly session: readonly string[];
  readonly sections: readonly Section[];
}

function sectionOf([mediaLine = '', ...lines]: readonly string[]): Section {
  const [media = '', port = '', protocol = '', ...formats] = mediaLine.slice(2).trim().split(/\s+/u);
  // `port/number` names a range of ports (RFC 8866 5.14): its first is meant.
  const isPort = /^\d{1,5}(?:\/\d+)?$/u.test(port) && Number.parseInt(port, 10) < 65_536;
  return {
    media: media.toLowerCase(),
    port: isPort ? Number.parseInt(port, 10) : Number.NaN,
    protocol,
    formats: [...new Set(formats)],
    lines,
  };
}

export function readDescription(sdp: string): Description {
  const lines = sdp
    .split(/[\r\n\0]+/u)
    .map((line) => line.replace(/^[\uFEFF\s]+/u, '').trimEnd())
    .filter((line) => /^[a-z]=/u.test(line));
  const starts = lines.flatMap((line, index) => (line.startsWith('m=') ? [index] : []));
  const sections = starts.map((start, index) => sectionOf(lines.slice(start, starts[index + 1])));
  return { session: lines.slice(0, starts[0]), sections };
}

/** A description of one section, written. */
export function writeDescription(session: readonly string[], section: Section): string {
  const { media, port, protocol, formats, lines } = section;
  return [...session, `m=${media} ${String(port)} ${protocol} ${formats.join(' ')}`, ...lines, ''].join(
    '\r\n',
  );
}

/** The values of an attribute, in the order of the lines: `a=name:value`, or the empty text for `a=name` (RFC 8866 5.13). */
export function valuesOf(lines: readonly string[], name: string): readonly string[] {
  const start = `a=${name}`;
  return lines.flatMap((line) => {
    if (line.slice(0, start.length).toLowerCase() !== start) return [];
    const rest = line.slice(start.length);
    if (rest === '') return [''];
    return rest.startsWith(':') ? [rest.slice(1).trim()] : [];
  });
}

/** Attributes of the transport, which a section of a bundle leaves to the one that is named first (RFC 9143 7.1.3). */
export const TRANSPORT = [
  'ice-ufrag',
  'ice-pwd',
  'ice-options',
  'candidate',
  'end-of-candidates',
  'fingerprint',
  'setup',
  'rtcp-mux',
  'tls-id',
] as const;

/** The section's own mid, where it has a usable one (RFC 5888 4). */
export const midOf = ({ lines }: Section): string | undefined =>
  valuesOf(lines, 'mid').find((mid) => /^[^\s:]+$/u.test(mid));

function bundleMates({ session, sections }: Description, section: Section): readonly Section[] {
  const mid = midOf(section);
  const group = valuesOf(session, 'group')
    .map((value) => value.split(/\s+/u))
    .find(
      ([kind = '', ...mids]) => kind.toUpperCase() === 'BUNDLE' && mid !== undefined && mids.includes(mid),
    );
  const [, ...mids] = group ?? [];
  return mids.flatMap((each) => sections.find((one) => midOf(one) === each) ?? []);
}

/** Whether the description bundles this section with any (RFC 9143): even with none but itself. */
export const isBundled = (description: Description, section: Section): boolean =>
  bundleMates(description, section).length > 0;

/**
 * What holds for a section: its own lines, else the session's, else the section's that carries its bundle.
 */
export function transportOf(
  description: Description,
  section: Section,
  name: (typeof TRANSPORT)[number],
): readonly string[] {
  const places = [
    section.lines,
    description.session,
    ...bundleMates(description, section).map(({ lines }) => lines),
  ];
  return places.map((lines) => valuesOf(lines, name)).find(({ length }) => length > 0) ?? [];
}

/** Port 0 refuses a section (RFC 3264 6), unless it rides on the port of another (RFC 9143 6: bundle-only). */
export const isUsed = ({ port, lines }: Section): boolean =>
  port !== 0 || valuesOf(lines, 'bundle-only').length > 0;

/** How a payload type is coded. */
export interface Coding {
  readonly payload: string;
  /** In lower case; empty where nothing says it. */
  readonly name: string;
  /** The name as written. */
  readonly spelling: string;
  readonly clockHz: number;
  /** As written; undefined where it is not. */
  readonly channels: number | undefined;
}

/** Payload types that need no rtpmap (RFC 3551 6). */
const STATIC: readonly string[] = ['0 PCMU/8000', '8 PCMA/8000', '9 G722/8000'];
const UNKNOWN: Omit<Coding, 'payload'> = { name: '', spelling: '', clockHz: 0, channels: undefined };
const MAP = /^(\d{1,3})\s+([^\s/]+)\/(\d{1,6})(?:\/(\d{1,2}))?$/u;

function mapOf(value: string): readonly [string, Omit<Coding, 'payload'>] | undefined {
  const [, payload = '', name = '', clock = '', channels] = MAP.exec(value) ?? [];
  if (payload === '') return undefined;
  const coding = {
    name: name.toLowerCase(),
    spelling: name,
    clockHz: Number(clock),
    channels: channels === undefined ? undefined : Number(channels),
  };
  return [payload, coding];
}

/** The codings of a section in its order of preference; formats that are no payload type (RFC 3551 6: 0 to 127) are left out. */
export function codingsOf({ formats, lines }: Section): readonly Coding[] {
  const said = [...STATIC, ...valuesOf(lines, 'rtpmap')];
  const maps = new Map(said.map(mapOf).filter((map) => map !== undefined));
  return formats
    .filter((format) => /^\d{1,3}$/u.test(format) && Number(format) < 128)
    .map((payload) => ({ payload, ...(maps.get(payload) ?? UNKNOWN) }));
}
