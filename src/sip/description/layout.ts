// The media sections that the two sides have agreed on, in the order of the offers (RFC 3264 6, 8). The browser knows only the
// one with the sound; we refuse the others for it. Pure: takes a layout and a description, returns a layout.
import { usableSound } from '../description-faults.ts';
import { soundAlone } from './sound-alone.ts';
import { midOf, readDescription, transportOf, valuesOf, type Description, type Section } from './sections.ts';

export interface Layout {
  /** Every section of the last offer; undefined where the browser's own stands: the sound alone. */
  readonly sections: readonly Section[] | undefined;
  /** Which of them is the sound. */
  readonly sound: number;
  /** By which mid the sound was known first; undefined before any description. */
  readonly mid: string | undefined;
  /** The DTLS role that the last offer of theirs names (RFC 4145 4). */
  readonly setup: string | undefined;
}

/** Before any description. */
export const NO_LAYOUT: Layout = { sections: undefined, sound: 0, mid: undefined, setup: undefined };

/** No browser takes this, and none is changed by it: what can't be used is refused whole. */
export const UNUSABLE = 'v=0\r\n';

/** A description of the far side for the browser, and the layout that holds once it is agreed. */
export interface Heard {
  readonly sdp: string;
  readonly layout: Layout;
}

/**
 * Within a call a description may leave out what goes on as before, or refuse the sound: fit-description.ts judges it against what is
 * in use.
 */
function soundInCall({ sections }: Description, { sound }: Layout): Section | undefined {
  const section = sections[sound];
  // Unprotected RTP without a key is no going on, whatever was agreed before (RFC 8827 6.5).
  const isBare = section !== undefined && /^RTP\/AVPF?$/iu.test(section.protocol);
  const isUnprotected = isBare && valuesOf(section.lines, 'fingerprint').length === 0;
  return section?.media === 'audio' && !isUnprotected ? section : undefined;
}

interface Hearing {
  readonly type: 'offer' | 'answer';
  readonly before: Layout;
  readonly isInCall: boolean;
}

function hear(sdp: string, { type, before, isInCall }: Hearing): Heard {
  const description = readDescription(sdp);
  const section =
    usableSound(description, before.sound) ?? (isInCall ? soundInCall(description, before) : undefined);
  if (section === undefined)
    return { sdp: description.sections.length === 0 ? sdp : UNUSABLE, layout: before };
  const mid = before.mid ?? midOf(section) ?? '0';
  const text = soundAlone({ description, section, type, mid, isInCall });
  if (type === 'answer') return { sdp: text, layout: before };
  const sound = description.sections.indexOf(section);
  const [setup] = transportOf(description, section, 'setup');
  return { sdp: text, layout: { sections: description.sections, sound, mid, setup: setup?.toLowerCase() } };
}

/** Reads an offer of the far side; `isInCall`: two descriptions were in force before. */
export const hearOffer = (sdp: string, before: Layout, isInCall = false): Heard =>
  hear(sdp, { type: 'offer', before, isInCall });

/** Reads its answer to an offer of ours. */
export const hearAnswer = (sdp: string, before: Layout, isInCall = false): string =>
  hear(sdp, { type: 'answer', before, isInCall }).sdp;

/** A refused section, as in the offer (RFC 3264 6): port 0, and at least one of its formats. */
function refused(
  { media, protocol, formats, ...section }: Section,
  taken: readonly string[],
): readonly string[] {
  const mid = midOf({ media, protocol, formats, ...section });
  return [
    `m=${media} 0 ${protocol} ${formats.length === 0 ? '0' : formats.join(' ')}`,
    'c=IN IP4 0.0.0.0',
    'a=inactive',
    ...(mid === undefined || taken.includes(mid) ? [] : [`a=mid:${mid}`]),
  ];
}

/** The role that answers theirs; as the browser says where they leave it open. */
function answeringRole(offered: string | undefined, own: string): string {
  if (offered === 'active') return 'passive';
  return offered === 'passive' ? 'active' : own;
}

/**
 * By which names a section goes: the peer connection's own, and the one on the wire. Where theirs names none, browsers answer with the one
 * they gave it, and far ends were seen to count on that.
 */
interface Names {
  readonly own: string;
  readonly told: string;
}

/** The sound as the far side knows it: its own mid, protocol and role. */
function asOffered(line: string, names: Names, { theirs, setup }: Told): readonly string[] {
  if (line === `a=mid:${names.own}`) return [`a=mid:${names.told}`];
  if (line === `a=group:BUNDLE ${names.own}`) return [`a=group:BUNDLE ${names.told}`];
  if (line.startsWith('a=setup:')) return [`a=setup:${answeringRole(setup, line.slice('a=setup:'.length))}`];
  const parts = theirs !== undefined && line.startsWith('m=audio ') ? line.split(' ') : [];
  if (theirs === undefined || parts.length < 3) return [line];
  return [[...parts.slice(0, 2), theirs.protocol, ...parts.slice(3)].join(' ')];
}

interface Told {
  /** The section of theirs that ours stands for. */
  readonly theirs: Section | undefined;
  /** Which role theirs names, where ours answers it. */
  readonly setup: string | undefined;
}

/** What the browser says, with every section of the layout in its place; `sdp` has the sound alone. */
function tell(sdp: string, type: 'offer' | 'answer', layout: Layout): string {
  const { sections, sound } = layout;
  const lines = sdp.split('\r\n').filter((line) => line !== '');
  const at = lines.findIndex((line) => line.startsWith('m='));
  const [said] = readDescription(sdp).sections;
  if (said === undefined || at === -1) return sdp;
  const theirs = sections?.[sound];
  const own = midOf(said) ?? '';
  const theirMid = theirs && midOf(theirs);
  const names: Names = { own, told: theirMid ?? layout.mid ?? own };
  const told: Told = { theirs, setup: type === 'answer' ? layout.setup : undefined };
  const ours = (each: readonly string[]): readonly string[] =>
    each.flatMap((line) => asOffered(line, names, told));
  const taken = [names.told];
  const bodies = (sections ?? [said]).flatMap((section, index) =>
    sections === undefined || index === sound ? ours(lines.slice(at)) : refused(section, taken),
  );
  return [...ours(lines.slice(0, at)), ...bodies, ''].join('\r\n');
}

/** Our answer to the offer that made this layout. */
export const tellAnswer = (sdp: string, layout: Layout): string => tell(sdp, 'answer', layout);

/** An offer of ours, and the layout from then on; the mid of a later connection is told as the first one. */
export function tellOffer(sdp: string, layout: Layout): Heard {
  const [sound] = readDescription(sdp).sections;
  const mid = layout.mid ?? (sound && midOf(sound));
  return { sdp: tell(sdp, 'offer', layout), layout: { ...layout, mid } };
}
