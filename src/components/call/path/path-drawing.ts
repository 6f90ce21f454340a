// Draws the lanes of a path while they are in sight: at most eight times a second, and only what changed; in a hidden tab nothing, and
// no level is read there. With reduced motion the bars stand, and change their height with the figures for assistive technology.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LevelSource } from '../../../media/levels.ts';
import { PathPainter, STEP_MS, barShare } from './path-painter.ts';
import type { Lane, PathPicture } from './path-picture.ts';

/** How often a meter tells its level to assistive technology, in milliseconds. */
const REPORT_MS = 500;
/** How often the colours are looked up: the theme may have changed. In milliseconds. */
const COLOURS_MS = 2000;
/** Between two pictures, besides the wait for the screen, in milliseconds. */
const PAUSE_MS = STEP_MS - 16;

/** The elements of a path. */
export interface PathElements {
  readonly canvas: HTMLCanvasElement;
  readonly out: HTMLElement;
  readonly back: HTMLElement;
}

export interface PathSubject {
  /** Undefined where nothing is drawn yet. */
  readonly elements: () => PathElements | undefined;
  readonly picture: () => PathPicture | undefined;
  readonly levels: () => LevelSource;
}

/** The level that travels: none where no packets go. */
function heard(level: number, { moves, flow }: Lane): number {
  return moves || flow === 'quiet' ? level : 0;
}

const SILENT = { you: 0, them: 0 };

export class PathDrawing implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #subject: PathSubject;
  readonly #still = window.matchMedia('(prefers-reduced-motion: reduce)');
  #painter: { readonly canvas: HTMLCanvasElement; readonly painter: PathPainter } | undefined;
  #frame = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #colours = { out: '', back: '', atMs: -Infinity };
  #reportedMs = -Infinity;

  constructor(host: ReactiveControllerHost & HTMLElement, subject: PathSubject) {
    this.#host = host;
    this.#subject = subject;
    host.addController(this);
  }

  hostConnected(): void {
    this.#frame = requestAnimationFrame(this.#draw);
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#pause);
    this.#painter = undefined;
  }

  /** Another flow has another colour. */
  hostUpdated(): void {
    this.#colours = { ...this.#colours, atMs: -Infinity };
  }

  readonly #draw = (nowMs: number): void => {
    this.#pause = setTimeout(() => {
      this.#frame = requestAnimationFrame(this.#draw);
    }, PAUSE_MS);
    const picture = this.#subject.picture();
    const elements = this.#subject.elements();
    if (document.hidden || picture === undefined || elements === undefined) return;
    const isReport = nowMs - this.#reportedMs >= REPORT_MS;
    const isStill = this.#still.matches;
    if (isStill && !isReport) return;
    const isSilent = [picture.out, picture.back].every(({ moves, flow }) => !moves && flow !== 'quiet');
    const { you, them } = isSilent ? SILENT : this.#subject.levels().read();
    const [out, back] = [heard(you, picture.out), heard(them, picture.back)];
    const colours = this.#coloursOf(elements, nowMs);
    this.#painterOf(elements.canvas).paint(
      {
        out: { lane: picture.out, level: out, colour: colours.out },
        back: { lane: picture.back, level: back, colour: colours.back },
        still: isStill,
        mirrored: this.#host.matches(':dir(rtl)'),
      },
      nowMs,
    );
    if (!isReport) return;
    this.#reportedMs = nowMs;
    tell(elements.out, out);
    tell(elements.back, back);
  };

  #painterOf(canvas: HTMLCanvasElement): PathPainter {
    if (this.#painter?.canvas !== canvas) this.#painter = { canvas, painter: new PathPainter(canvas) };
    return this.#painter.painter;
  }

  #coloursOf({ out, back }: PathElements, atMs: number): { readonly out: string; readonly back: string } {
    if (atMs - this.#colours.atMs >= COLOURS_MS)
      this.#colours = { out: getComputedStyle(out).color, back: getComputedStyle(back).color, atMs };
    return this.#colours;
  }
}

function tell(meter: HTMLElement, level: number): void {
  const value = String(Math.round(barShare(level) * 100));
  if (meter.getAttribute('aria-valuenow') !== value) meter.setAttribute('aria-valuenow', value);
}
