// The form of our descriptions on the wire, from the first to the last of one dialogue: the same origin with a version that grows, no
// section fewer than before, each in its place and under its name (RFC 3264 8). A peer connection knows only its own descriptions;
// a call may have more than one, one after another. Pure.
import {
  bundleOf,
  joinSdp,
  midOf,
  refused,
  soundAt,
  splitSdp,
  withBundle,
  without,
  type SdpParts,
  type Section,
} from './sdp-sections.ts';
import { transportOf } from './sdp-transport.ts';

interface Origin {
  readonly start: string;
  readonly version: bigint;
  readonly end: string;
}

/** `o=` taken apart at its version (RFC 8866 5.2). */
function originOf(lines: readonly string[]): Origin | undefined {
  const line = lines.find((each) => each.startsWith('o='));
  const [, start, version, end] = /^(o=\S+ \S+ )(\d{1,20})( .*)$/u.exec(line ?? '') ?? [];
  if (start === undefined || version === undefined || end === undefined) return undefined;
  return { start, version: BigInt(version), end };
}

function rename(section: Section, mid: string | undefined): Section {
  return [...without(section, 'a=mid:'), ...(mid === undefined ? [] : [`a=mid:${mid}`])];
}

/** The role that answers theirs (RFC 4145 4.1); as the browser says where they leave it open. */
function answeringRole(offered: string | undefined, own: string | undefined): string | undefined {
  if (offered === 'active') return 'passive';
  return offered === 'passive' ? 'active' : own;
}

export class WireForm {
  /** What went out last. */
  #sent: SdpParts;
  /** The section that carries the sound. */
  readonly index: number;

  /** `first`: the description of ours that the call began with. */
  constructor(first: string) {
    this.#sent = splitSdp(first);
    this.index = Math.max(0, soundAt(this.#sent));
  }

  /** An offer as the browser made it, in the form that goes on with the descriptions before. */
  offer(local: string): string {
    const own = splitSdp(local);
    const sound = own.sections[soundAt(own)];
    if (sound === undefined) return local;
    const mid = midOf(this.#sent.sections[this.index] ?? []) ?? midOf(sound);
    const sections = this.#sent.sections.map((section, index) =>
      index === this.index ? rename(sound, mid) : refused(section),
    );
    return this.#say(
      withBundle(own.head, bundleOf(own).length > 0 && mid !== undefined ? [mid] : []),
      sections,
    );
  }

  /** An answer as the browser made it, with what it was not shown of their offer refused. */
  answer(local: string, offered: string): string {
    const [own, theirs] = [splitSdp(local), splitSdp(offered)];
    const sound = own.sections[soundAt(own)];
    const asked = theirs.sections[this.index];
    if (sound === undefined || asked === undefined) return local;
    const mid = midOf(asked);
    const role = answeringRole(transportOf(theirs, asked).setup, transportOf(own, sound).setup);
    const answer = [
      ...without(rename(sound, mid), 'a=setup:'),
      ...(role === undefined ? [] : [`a=setup:${role}`]),
    ];
    const sections = theirs.sections.map((section, index) =>
      index === this.index ? answer : refused(section),
    );
    const isBundled = mid !== undefined && bundleOf(theirs).includes(mid);
    return this.#say(withBundle(own.head, isBundled ? [mid] : []), sections);
  }

  #say(head: readonly string[], sections: readonly Section[]): string {
    const [before, own] = [originOf(this.#sent.head), originOf(head)];
    const version = before === undefined || own === undefined ? undefined : String(before.version + 1n);
    const origin =
      before === undefined || version === undefined ? undefined : before.start + version + before.end;
    const lines = head.map((line) => (line.startsWith('o=') ? (origin ?? line) : line));
    // No section ever goes (RFC 3264 8).
    const kept = this.#sent.sections.slice(sections.length).map(refused);
    this.#sent = { head: lines, sections: [...sections, ...kept] };
    return joinSdp({ head: lines, sections });
  }
}
