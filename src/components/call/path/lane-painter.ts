// Paints one lane of the path: levels enter at the speaker's end and travel to the listener's.
// Owns one canvas and the levels on their way; knows nothing of calls.
import type { Lane } from './path-picture.ts';

const PITCH = 6;
const BAR = 3;
const REST = 2;
/** A bar enters so often, and all others move on by one, in milliseconds: about as fast as syllables, and cheap to draw. */
export const STEP_MS = 80;

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface LaneLook {
  /** `out` grows upwards and travels from you to them; `back` the other way, downwards. */
  readonly direction: 'out' | 'back';
  readonly lane: Lane;
  readonly colour: string;
  readonly still: boolean;
  readonly mirrored: boolean;
}

/** Bar height as a share of the lane. Levels come on a decibel scale, so they are shown as they are. */
export function barShare(level: number): number {
  return Math.min(1, Math.max(0, level));
}

export class LanePainter {
  readonly #canvas: HTMLCanvasElement;
  #levels: number[] = [];
  #lastMs = 0;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Takes the level at `nowMs` and paints the lane. */
  paint(level: number, nowMs: number, look: LaneLook): void {
    const width = this.#canvas.clientWidth;
    const height = this.#canvas.clientHeight;
    const context = this.#prepare(width, height);
    if (context === null || width === 0) return;
    const count = Math.ceil(width / PITCH) + 1;
    this.#advance(level, nowMs, count, look.still);
    const flip = (look.direction === 'back') !== look.mirrored;
    context.save();
    if (flip)
      context.setTransform(
        -context.getTransform().a,
        0,
        0,
        context.getTransform().d,
        width * this.#scale(),
        0,
      );
    context.fillStyle = look.colour;
    this.#bars(context, count, { width, height }, look);
    context.restore();
  }

  #scale(): number {
    return Math.min(3, window.devicePixelRatio || 1);
  }

  #prepare(width: number, height: number): CanvasRenderingContext2D | null {
    const scale = this.#scale();
    const pixelWidth = Math.round(width * scale);
    const pixelHeight = Math.round(height * scale);
    if (this.#canvas.width !== pixelWidth || this.#canvas.height !== pixelHeight) {
      this.#canvas.width = pixelWidth;
      this.#canvas.height = pixelHeight;
    }
    const context = this.#canvas.getContext('2d');
    context?.setTransform(scale, 0, 0, scale, 0, 0);
    context?.clearRect(0, 0, width, height);
    return context;
  }

  #advance(level: number, nowMs: number, count: number, still: boolean): void {
    if (still) {
      this.#levels = Array.from({ length: count }, () => level);
      return;
    }
    // A screen draws a little sooner or later: half a step is forgiven, or bars would stumble.
    const due = Math.min(count, Math.floor((nowMs - this.#lastMs) / STEP_MS + 0.5));
    for (let made = 0; made < due; made += 1) this.#levels.unshift(level);
    if (due > 0) this.#lastMs = due === count ? nowMs : this.#lastMs + due * STEP_MS;
    this.#levels.length = Math.min(this.#levels.length, count + 1);
  }

  /** Two fills for all bars: one a bar costs a phone in a call several times as much. */
  #bars(context: CanvasRenderingContext2D, count: number, size: Size, look: LaneLook): void {
    const { flow } = look.lane;
    const isFaint = flow === 'waiting' || flow === 'notYet';
    const indices = Array.from({ length: count }, (_, index) => index);
    for (const beyond of [false, true]) {
      context.globalAlpha = beyond || isFaint ? 0.4 : 1;
      context.beginPath();
      for (const index of indices)
        if (this.#isBeyond(index, size.width, look) === beyond) this.#bar(context, index, size, look, beyond);
      context.fill();
    }
  }

  /** Whether a bar stands behind the break of its lane. */
  #isBeyond(index: number, width: number, { direction, lane: { breakAt } }: LaneLook): boolean {
    if (breakAt === undefined) return false;
    const share = (index * PITCH) / width;
    return direction === 'out' ? share > breakAt : 1 - share < breakAt;
  }

  #bar(
    context: CanvasRenderingContext2D,
    index: number,
    { height }: Size,
    look: LaneLook,
    beyond: boolean,
  ): void {
    const { flow } = look.lane;
    const moves = (flow === 'flowing' || flow === 'sent' || flow === 'unconfirmed') && !beyond;
    if (beyond && index % 2 === 1) return;
    const share = moves ? barShare(this.#levels[index] ?? 0) : 0;
    const tall = Math.max(REST, share * (height - 2));
    const y = look.direction === 'out' ? height - 1 - tall : 1;
    context.roundRect(index * PITCH, y, BAR, tall, Math.min(BAR / 2, tall / 2));
  }
}
