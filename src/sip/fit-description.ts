// Whether a description that comes within a call can be given to the peer connection that has carried it so far, and in which
// form. A browser applies some descriptions half way and can't be used after that (docs/adr/0017), so this is decided before.
// Careless mistakes of the far side are corrected: a DTLS role that it can't have changed, names of sections, what it left out
// but still uses. Real changes are told from those: another key or other credentials are another association (RFC 8842 4). Pure.
import { descriptionFaults } from './description-faults.ts';
import {
  isUsed,
  midOf,
  readDescription,
  valuesOf,
  writeDescription,
  type Description,
  type Section,
} from './description/sections.ts';
import { readTransport, sameTransport, type Transport } from './description/transport.ts';

/** What a call goes on with: the last descriptions that both sides agreed to, as the browser has them. */
export interface InUse {
  readonly local: string;
  readonly remote: string;
  /** Which role the far side has had in DTLS (RFC 8842 5.1). */
  readonly theirRole: 'active' | 'passive';
}

export type Fitting =
  /** `isGuess`: it named another role than the one in use, and might have meant it. */
  | { readonly kind: 'fits'; readonly sdp: string; readonly isGuess: boolean }
  /** Another association, which this connection can't make. */
  | { readonly kind: 'moved' }
  /** No sound can come of it: for an offer 488 (RFC 3261 14.2). */
  | { readonly kind: 'unusable' };

/** `restart`: the answer to an ICE restart of ours, which needs credentials of its own (RFC 8839 4.4.1.1.1). */
export type DescriptionKind = 'offer' | 'answer' | 'restart';
const UNUSABLE: Fitting = { kind: 'unusable' };
const DIRECTIONS = ['a=sendrecv', 'a=sendonly', 'a=recvonly', 'a=inactive'] as const;

const without = (lines: readonly string[], ...starts: readonly string[]): readonly string[] =>
  lines.filter((line) => !starts.some((start) => line.startsWith(start)));

/** The section under the name by which a connection knows it. */
function named(section: Section, mid: string | undefined): Section {
  const lines = without(section.lines, 'a=mid:');
  return { ...section, lines: mid === undefined ? lines : [...lines, `a=mid:${mid}`] };
}

/** What was left out of a transport that goes on, and the role that the browser can take. */
function goingOn(section: Section, before: Transport, said: Transport, role: string): Section {
  const lines = [
    ...without(section.lines, 'a=setup:'),
    `a=setup:${role}`,
    ...(before.isMuxed && !said.isMuxed ? ['a=rtcp-mux'] : []),
    ...(said.fingerprints.length > 0 ? [] : before.fingerprints.map((each) => `a=fingerprint:${each}`)),
    ...(said.ufrag === undefined
      ? [`a=ice-ufrag:${before.ufrag ?? ''}`, `a=ice-pwd:${before.pwd ?? ''}`]
      : []),
  ];
  return { ...section, lines };
}

/** Whether anything is bundled (RFC 9143 7.1). */
const bundles = ({ session }: Description): boolean =>
  valuesOf(session, 'group').some((group) => /^BUNDLE \S/u.test(group));

/** The text for a connection, which knows the sound alone; `isBundled`: it has its section in a bundle. */
function written({ session }: Description, sound: Section, isBundled: boolean): string {
  const head = without(session, 'a=group:BUNDLE');
  const mid = midOf(sound);
  const group = isBundled && mid !== undefined ? [`a=group:BUNDLE ${mid}`] : [];
  return writeDescription([...head, ...group], sound);
}

/** The role that such a description may name, where the far side goes on with `theirs`. */
function contradicts(setup: string | undefined, kind: DescriptionKind, theirs: InUse['theirRole']): boolean {
  if (kind !== 'offer') return setup !== theirs;
  return setup !== theirs && setup !== undefined && setup !== 'actpass';
}

/** The sound of a description: undefined where it is refused, missing, or can't be heard by any browser. */
function usableSound(said: Description): Section | undefined {
  const [section] = said.sections;
  if (said.session[0] !== 'v=0' || section?.media !== 'audio' || !isUsed(section)) return undefined;
  const faults = descriptionFaults(writeDescription(said.session, section));
  return faults.includes('noCommonCodec') ? undefined : section;
}

/**
 * Judges a description of the far side against what is in use. An answer may have new ICE credentials, since an offer of ours may have
 * asked for them; in an offer they are a sign that the far side moved.
 */
export function fitDescription(sdp: string, kind: DescriptionKind, inUse: InUse): Fitting {
  const said = readDescription(sdp);
  const sound = usableSound(said);
  const now = readDescription(inUse.remote);
  const [[own], [theirs]] = [readDescription(inUse.local).sections, now.sections];
  if (sound === undefined || own === undefined || theirs === undefined) return UNUSABLE;

  const [before, after] = [readTransport(now, theirs), readTransport(said, sound)];
  const same = sameTransport(before, after);
  if (same === 'unknown' || (kind === 'restart' && after.ufrag === undefined)) return UNUSABLE;
  const goesOn = same === 'same' || (same === 'otherIce' && kind !== 'offer');
  const isOther = contradicts(after.setup, kind, inUse.theirRole);
  const isNamed = after.setup === 'active' || after.setup === 'passive';
  // Another end offers (RFC 8842 4). A browser that takes it on the same connection lets it in after 8 s, or never while the end before
  // still sends to that port (Chromium 156).
  const isOtherEnd = same === 'other' && after.ufrag !== before.ufrag;
  if (kind === 'offer' && isOtherEnd) return { kind: 'moved' };
  // A browser takes another role with another key in an answer (Chromium 156), but not in an offer.
  if (isOther && !goesOn && !(kind !== 'offer' && isNamed)) return { kind: 'moved' };

  const role = kind === 'offer' ? 'actpass' : inUse.theirRole;
  const fitting = goesOn ? goingOn(sound, before, after, role) : sound;
  return {
    kind: 'fits',
    sdp: written(said, named(fitting, midOf(own)), bundles(now) || bundles(said)),
    isGuess: goesOn && isOther && isNamed,
  };
}

/** The answer of a far side that refuses the sound for as long as it is held (port 0): what is in use, at rest. */
export function restingAnswer({ remote, theirRole }: InUse): string {
  const { session, sections } = readDescription(remote);
  const [theirs] = sections;
  if (theirs === undefined) return remote;
  const lines = [...without(theirs.lines, 'a=setup:', ...DIRECTIONS), `a=setup:${theirRole}`, 'a=inactive'];
  return writeDescription(session, { ...theirs, lines });
}

/** Whether an answer refuses the sound (RFC 3264 6). */
export function refusesSound(sdp: string): boolean {
  const [section] = readDescription(sdp).sections;
  return section?.media === 'audio' && !isUsed(section);
}

/**
 * A description for a connection that has none of theirs yet: its sound alone, under the name `mid` where one is known. Undefined where
 * no sound can come of it.
 */
export function freshDescription(sdp: string, mid: string | undefined): string | undefined {
  const said = readDescription(sdp);
  const sound = usableSound(said);
  return sound && written(said, named(sound, mid ?? midOf(sound)), bundles(said));
}
