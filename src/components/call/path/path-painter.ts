// Paints both lanes of the path on one canvas: levels enter at the speaker's end and travel to the listener's, your sound upwards
// from the line, theirs downwards. Owns the levels on their way; knows nothing of calls.
import type { Lane } from './path-picture.ts';

const PITCH = 6;
const BAR = 3;
const REST = 2;
/** Between the two lanes, for the line. */
const GAP = 1;
/** A bar enters so often, and all others move on by one, in milliseconds: nothing is drawn more often. */
export const STEP_MS = 125;

export type Way = 'out' | 'back';

/** What a lane looks like at a moment. */
export interface LaneLook {
  readonly lane: Lane;
  /** 0 to 1, as it enters now. */
  readonly level: number;
  readonly colour: string;
}

export interface PathLook extends Readonly<Record<Way, LaneLook>> {
  /** Nothing travels: all bars are as high as the level is now. */
  readonly still: boolean;
  readonly mirrored: boolean;
}

interface Bar {
  readonly x: number;
  readonly tall: number;
}

/** A lane as it will be drawn; what lies beyond its break is faint. */
interface Strip {
  readonly colour: string;
  readonly solid: readonly Bar[];
  readonly faint: readonly Bar[];
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Bar height as a share of the lane. Levels come on a decibel scale, so they are shown as they are. */
export function barShare(level: number): number {
  return Math.min(1, Math.max(0, level));
}

/** Whether a bar stands behind the break of its lane. */
function isBeyond(x: number, width: number, way: Way, { breakAt }: Lane): boolean {
  if (breakAt === undefined) return false;
  const share = x / width;
  return way === 'out' ? share > breakAt : 1 - share < breakAt;
}

function stripOf(levels: readonly number[], { lane, colour }: LaneLook, way: Way, size: Size): Strip {
  const isFaint = lane.flow === 'waiting' || lane.flow === 'notYet';
  const [solid, faint]: [Bar[], Bar[]] = [[], []];
  for (const [index, level] of levels.entries()) {
    const x = index * PITCH;
    const beyond = isBeyond(x, size.width, way, lane);
    if (beyond && index % 2 === 1) continue;
    const share = lane.moves && !beyond ? barShare(level) : 0;
    // Whole pixels: a difference that nobody sees is none.
    const tall = Math.max(REST, Math.round(share * (size.height - 2) * size.scale) / size.scale);
    (beyond || isFaint ? faint : solid).push({ x, tall });
  }
  return { colour, solid, faint };
}

export class PathPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #levels: Record<Way, number[]> = { out: [], back: [] };
  #lastMs = 0;
  #drawn = '';

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Takes the levels at `nowMs`, and paints where that looks different; whether it did. */
  paint(look: PathLook, nowMs: number): boolean {
    const { clientWidth: width, clientHeight } = this.#canvas;
    if (width === 0) return false;
    const scale = Math.min(3, window.devicePixelRatio || 1);
    const size = { width, height: (clientHeight - GAP) / 2, scale };
    this.#advance(look, nowMs, Math.ceil(width / PITCH) + 1);
    const out = stripOf(this.#levels.out, look.out, 'out', size);
    const back = stripOf(this.#levels.back, look.back, 'back', size);
    const drawing = JSON.stringify([size, look.mirrored, out, back]);
    if (drawing === this.#drawn) return false;
    this.#drawn = drawing;
    const context = this.#prepare(size, clientHeight);
    if (context === null) return false;
    const { height } = size;
    this.#strip(context, out, look.mirrored, size, (tall) => height - 1 - tall);
    this.#strip(context, back, !look.mirrored, size, () => height + GAP + 1);
    return true;
  }

  #advance({ out, back, still }: PathLook, nowMs: number, count: number): void {
    // A screen draws a little sooner or later: half a step is forgiven, or bars would stumble.
    const due = Math.min(count, Math.floor((nowMs - this.#lastMs) / STEP_MS + 0.5));
    if (due > 0) this.#lastMs = due === count ? nowMs : this.#lastMs + due * STEP_MS;
    for (const [way, { level }] of [
      ['out', out],
      ['back', back],
    ] as const) {
      const levels = this.#levels[way];
      const entering = still ? count : due;
      levels.unshift(...Array.from({ length: entering }, () => level));
      while (levels.length < count) levels.push(0);
      levels.length = count;
    }
  }

  #prepare({ width, scale }: Size, height: number): CanvasRenderingContext2D | null {
    const [pixelWidth, pixelHeight] = [Math.round(width * scale), Math.round(height * scale)];
    if (this.#canvas.width !== pixelWidth || this.#canvas.height !== pixelHeight) {
      this.#canvas.width = pixelWidth;
      this.#canvas.height = pixelHeight;
    }
    const context = this.#canvas.getContext('2d');
    context?.setTransform(scale, 0, 0, scale, 0, 0);
    context?.clearRect(0, 0, width, height);
    return context;
  }

  /** Two fills for all bars: one a bar costs a phone in a call several times as much. */
  #strip(
    context: CanvasRenderingContext2D,
    { colour, solid, faint }: Strip,
    isFlipped: boolean,
    { width }: Size,
    top: (tall: number) => number,
  ): void {
    context.fillStyle = colour;
    for (const [bars, alpha] of [
      [solid, 1],
      [faint, 0.4],
    ] as const) {
      context.globalAlpha = alpha;
      context.beginPath();
      for (const { x, tall } of bars)
        context.roundRect(isFlipped ? width - x - BAR : x, top(tall), BAR, tall, Math.min(BAR / 2, tall / 2));
      context.fill();
    }
  }
}
