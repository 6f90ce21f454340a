// Paints one lane of the path: levels enter at the speaker's end and travel to the listener's.
// Owns one canvas and the levels on their way; knows nothing of calls.
import type { Lane } from './path-model.ts';

const PITCH = 6;
const BAR = 3;
const REST = 2;
/** How long sound travels from end to end on screen, in milliseconds. */
const CROSSING_MS = 2400;

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
  #phase = 0;

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
    for (let index = 0; index < count; index += 1) this.#bar(context, index, { width, height }, look);
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
      this.#phase = 0;
      return;
    }
    const step = CROSSING_MS / count;
    const due = Math.min(count, (nowMs - this.#lastMs) / step);
    if (due >= 1) {
      for (let made = 0; made < Math.floor(due); made += 1) this.#levels.unshift(level);
      this.#lastMs = nowMs - (due % 1) * step;
    }
    this.#phase = (nowMs - this.#lastMs) / step;
    this.#levels.length = Math.min(this.#levels.length, count + 1);
  }

  #bar(context: CanvasRenderingContext2D, index: number, { width, height }: Size, look: LaneLook): void {
    const { flow, breakAt } = look.lane;
    const travelled = (index + this.#phase) * PITCH;
    const fromYou = look.direction === 'out' ? travelled / width : 1 - travelled / width;
    const beyond =
      breakAt !== undefined && (look.direction === 'out' ? fromYou > breakAt : fromYou < breakAt);
    const moves = (flow === 'flowing' || flow === 'sent' || flow === 'unconfirmed') && !beyond;
    if (beyond && index % 2 === 1) return;
    const share = moves ? barShare(this.#levels[index] ?? 0) : 0;
    const tall = Math.max(REST, share * (height - 2));
    const y = look.direction === 'out' ? height - 1 - tall : 1;
    context.fillStyle = look.colour;
    context.globalAlpha = beyond || flow === 'waiting' || flow === 'notYet' ? 0.4 : 1;
    context.beginPath();
    const x = moves ? travelled : index * PITCH;
    context.roundRect(x, y, BAR, tall, Math.min(BAR / 2, tall / 2));
    context.fill();
  }
}
