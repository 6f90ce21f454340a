// Whether a description that comes within a call can be given to the peer connection that has carried it so far, and in which form.
// A browser takes some half way and is of no use after that (docs/adr/0017), so that is known before. What the far side only wrote
// carelessly is put right: the DTLS role that it has had all along, the names of sections, what it left out and goes on using. What
// it really changed is told from that: another key or other credentials are another association (RFC 8842 4). Pure.
import { descriptionFaults } from './description-faults.ts';
import { sameTransport, transportOf, type Transport } from './sdp-transport.ts';
import {
  bundleOf,
  isRefused,
  joinSdp,
  mediaOf,
  midOf,
  refused,
  soundAt,
  splitSdp,
  withBundle,
  without,
  type SdpParts,
  type Section,
} from './sdp-sections.ts';

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

/** The section under the name by which this connection knows it. */
function named(section: Section, mid: string | undefined): Section {
  return [...without(section, 'a=mid:'), ...(mid === undefined ? [] : [`a=mid:${mid}`])];
}

/** What was left out of a transport that goes on, and the role that the browser can take. */
function goingOn(section: Section, before: Transport, said: Transport, role: string): Section {
  const lines = without(section, 'a=setup:');
  return [
    ...lines,
    `a=setup:${role}`,
    ...(before.isMuxed && !said.isMuxed ? ['a=rtcp-mux'] : []),
    ...(said.fingerprints.length > 0 ? [] : before.fingerprints.map((each) => `a=fingerprint:${each}`)),
    ...(said.ufrag === undefined
      ? [`a=ice-ufrag:${before.ufrag ?? ''}`, `a=ice-pwd:${before.pwd ?? ''}`]
      : []),
  ];
}

/** The whole with as many sections as the browser has: only the sound is ever in use. */
function whole(said: SdpParts, sound: Section, now: { local: SdpParts; remote: SdpParts }): string {
  const at = soundAt(now.local);
  const mid = midOf(now.local.sections[at] ?? []);
  const sections = now.local.sections.map((own, index) =>
    index === at ? sound : refused(now.remote.sections[index] ?? own),
  );
  const isBundled = mid !== undefined && bundleOf(now.remote).length > 0;
  const wasBundled = bundleOf(said).length > 0;
  const mids = mid !== undefined && (isBundled || wasBundled) ? [mid] : [];
  return joinSdp({ head: withBundle(said.head, mids), sections });
}

/** The role that such a description may name, where the far side goes on with `theirs`. */
function contradicts(setup: string | undefined, kind: DescriptionKind, theirs: InUse['theirRole']): boolean {
  if (kind !== 'offer') return setup !== theirs;
  return setup !== theirs && setup !== undefined && setup !== 'actpass';
}

/** The sound of a description: undefined where it is refused, missing, or can't be heard by any browser. */
function usableSound(said: SdpParts): Section | undefined {
  const [section] = said.sections;
  if (section === undefined || mediaOf(section) !== 'audio' || isRefused(section)) return undefined;
  const alone = joinSdp({ head: said.head, sections: [section] });
  return descriptionFaults(alone).includes('noCommonCodec') ? undefined : section;
}

/**
 * Judges a description of the far side against what is in use. An answer may have new ICE credentials, since an offer of ours may have
 * asked for them; in an offer they are a sign that the far side moved.
 */
export function fitDescription(sdp: string, kind: DescriptionKind, inUse: InUse): Fitting {
  const said = splitSdp(sdp);
  const sound = said.head[0] === 'v=0' ? usableSound(said) : undefined;
  const now = { local: splitSdp(inUse.local), remote: splitSdp(inUse.remote) };
  const at = soundAt(now.local);
  const [own, theirs] = [now.local.sections[at], now.remote.sections[at]];
  if (sound === undefined || own === undefined || theirs === undefined) return UNUSABLE;

  const [before, after] = [transportOf(now.remote, theirs), transportOf(said, sound)];
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
  const lines = goesOn ? goingOn(sound, before, after, role) : sound;
  return {
    kind: 'fits',
    sdp: whole(said, named(lines, midOf(own)), now),
    isGuess: goesOn && isOther && isNamed,
  };
}

/** The answer of a far side that refuses the sound for as long as it is held (port 0): what is in use, at rest. */
export function restingAnswer({ remote, theirRole }: InUse): string {
  const said = splitSdp(remote);
  const at = soundAt(said);
  const sections = said.sections.map((section, index) =>
    index === at
      ? [...without(section, 'a=setup:', ...DIRECTIONS), `a=setup:${theirRole}`, 'a=inactive']
      : section,
  );
  return joinSdp({ head: said.head, sections });
}

/** Whether an answer refuses the sound (RFC 3264 6). */
export function refusesSound(sdp: string): boolean {
  const [section] = splitSdp(sdp).sections;
  return section !== undefined && mediaOf(section) === 'audio' && isRefused(section);
}

/**
 * A description for a connection that has none of theirs yet: its sound alone, under the name `mid` where one is known. Undefined where
 * no sound can come of it.
 */
export function freshDescription(sdp: string, mid: string | undefined): string | undefined {
  const said = splitSdp(sdp);
  const sound = said.head[0] === 'v=0' ? usableSound(said) : undefined;
  if (sound === undefined) return undefined;
  const name = mid ?? midOf(sound);
  const isBundled = name !== undefined && bundleOf(said).length > 0;
  return joinSdp({ head: withBundle(said.head, isBundled ? [name] : []), sections: [named(sound, name)] });
}
