// Records what a server says to the phone's WebSockets, scene by scene, and keeps it in tests/fixtures/traces where a person asks for
// that (RECORD_TRACES=1). Otherwise the recording is held against what is kept there: a server that changed is noticed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { formatTrace, shapesOf, type Scene } from './format-trace.ts';
import type { SipFrame } from './sip-frame.ts';

const CALM_MS = 300;
const FOLDER = join(import.meta.dirname, '../../fixtures/traces');

export class TraceRecorder {
  readonly #name: string;
  readonly #introduction: string;
  readonly #startedAtMs = Date.now();
  #lastFrameAtMs = 0;
  readonly #scenes: { title: string; frames: SipFrame[] }[] = [];

  /** `name`: of the file, without its ending; `introduction`: what was recorded, for its first lines. */
  constructor(name: string, introduction: string) {
    this.#name = name;
    this.#introduction = introduction;
  }

  /** What comes from now on belongs to this scene; first lets what the one before is still owed come. */
  async begin(title: string): Promise<void> {
    await this.calm();
    this.#scenes.push({ title, frames: [] });
  }

  /** Waits until nothing has been said for a moment: nobody waits for an ACK any more. */
  async calm(): Promise<void> {
    while (Date.now() - this.#lastFrameAtMs < CALM_MS) await wait(20);
  }

  /** Listens to every WebSocket that the page of this user opens from now on. */
  watch(page: Page, user: string): void {
    let sockets = 0;
    page.on('websocket', (webSocket) => {
      sockets += 1;
      const socket = sockets;
      const take = (direction: SipFrame['direction']) => (frame: { payload: string | Buffer }) => {
        const text = frame.payload.toString();
        this.#lastFrameAtMs = Date.now();
        this.#scenes
          .at(-1)
          ?.frames.push({ atMs: Date.now() - this.#startedAtMs, socket, direction, user, text });
      };
      webSocket.on('framereceived', take('received'));
      webSocket.on('framesent', take('sent'));
    });
  }

  /** Keeps the recording, or finds in it, within 5 s, the very messages that are kept: each scene the same, wherever they stand in it. */
  async keepOrCompare(): Promise<void> {
    const path = join(FOLDER, `${this.#name}.txt`);
    if (process.env['RECORD_TRACES'] === '1') {
      writeFileSync(path, this.#text());
      return;
    }
    const kept = shapesOf(readFileSync(path, 'utf8'));
    await expect.poll(() => shapesOf(this.#text()), { timeout: 5000 }).toEqual(kept);
  }

  #text(): string {
    const scenes: readonly Scene[] = this.#scenes;
    return formatTrace(this.#introduction, scenes);
  }
}
