// The media sections that the two sides have agreed on, one by one in the order of the offers (RFC 3264 6, 8): the browser knows the one
// with the sound, the others are refused by us in its name. Pure: a layout goes in with a description, a layout comes out.
import { usableSound } from '../description-faults.ts';
import { soundAlone } from './sound-alone.ts';
import { midOf, readDescription, type Section } from './sections.ts';

export interface Layout {
  /** Every section of the last offer; undefined where the browser's own stands: the sound alone. */
  readonly sections: readonly Section[] | undefined;
  /** Which of them is the sound. */
  readonly sound: number;
  /** By which mid the browser knows the sound; undefined before any description. */
  readonly mid: string | undefined;
}

/** Before any description. */
export const NO_LAYOUT: Layout = { sections: undefined, sound: 0, mid: undefined };

/** No browser takes this, and none is changed by it: what can't be used is refused whole. */
export const UNUSABLE = 'v=0\r\n';

/** A description of the far side for the browser, and the layout that holds once it is agreed. */
export interface Heard {
  readonly sdp: string;
  readonly layout: Layout;
}

function hear(sdp: string, type: 'offer' | 'answer', before: Layout): Heard {
  const description = readDescription(sdp);
  const section = usableSound(description, before.sound);
  if (section === undefined)
    return { sdp: description.sections.length === 0 ? sdp : UNUSABLE, layout: before };
  const mid = before.mid ?? midOf(section) ?? '0';
  const text = soundAlone({ description, section, type, mid });
  if (type === 'answer') return { sdp: text, layout: before };
  const sound = description.sections.indexOf(section);
  return { sdp: text, layout: { sections: description.sections, sound, mid } };
}

/** Reads an offer of the far side. */
export const hearOffer = (sdp: string, before: Layout): Heard => hear(sdp, 'offer', before);

/** Reads its answer to an offer of ours. */
export const hearAnswer = (sdp: string, before: Layout): string => hear(sdp, 'answer', before).sdp;

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

/** The sound as the far side knows it: its own mid and protocol. */
function asOffered(line: string, layout: Layout, type: 'offer' | 'answer'): readonly string[] {
  const theirs = layout.sections?.[layout.sound];
  if (theirs === undefined) return [line];
  const mid = midOf(theirs);
  if (line === `a=mid:${layout.mid ?? ''}`)
    return mid === undefined && type === 'answer' ? [] : [`a=mid:${mid ?? layout.mid ?? ''}`];
  if (line === `a=group:BUNDLE ${layout.mid ?? ''}` && mid !== undefined) return [`a=group:BUNDLE ${mid}`];
  const parts = line.startsWith('m=audio ') ? line.split(' ') : [];
  return parts.length > 2 ? [[...parts.slice(0, 2), theirs.protocol, ...parts.slice(3)].join(' ')] : [line];
}

/** What the browser says, with every section of the layout in its place; `sdp` has the sound alone. */
function tell(sdp: string, type: 'offer' | 'answer', layout: Layout): string {
  const { sections, sound } = layout;
  const lines = sdp.split('\r\n').filter((line) => line !== '');
  const at = lines.findIndex((line) => line.startsWith('m='));
  if (sections === undefined || at === -1) return sdp;
  const ours = (each: readonly string[]): readonly string[] =>
    each.flatMap((line) => asOffered(line, layout, type));
  const taken = [
    midOf(sections[sound] ?? { media: '', port: 0, protocol: '', formats: [], lines: [] }) ??
      layout.mid ??
      '',
  ];
  const bodies = sections.flatMap((section, index) =>
    index === sound ? ours(lines.slice(at)) : refused(section, taken),
  );
  return [...ours(lines.slice(0, at)), ...bodies, ''].join('\r\n');
}

/** Our answer to the offer that made this layout. */
export const tellAnswer = (sdp: string, layout: Layout): string => tell(sdp, 'answer', layout);

/** An offer of ours, and the layout from then on. */
export function tellOffer(sdp: string, layout: Layout): Heard {
  const [sound] = readDescription(sdp).sections;
  const mid = layout.mid ?? (sound && midOf(sound));
  return { sdp: tell(sdp, 'offer', layout), layout: { ...layout, mid } };
}
