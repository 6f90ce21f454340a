// One phone as JsSIP 3.13.8 is by itself: Transport.js `_reconnect` (floor(rand × 2^n + 1) seconds, 2 to 30), no connect
// deadline but the browser's, one REGISTER for each connection (Registrator.js): after a refusal or Timer F, none.
import { cancel, type Agenda, type Appointment } from './agenda.ts';
import type { Attempt, Connection, HerdServer } from './server.ts';
import type { Tally } from './tally.ts';

const TIMER_F_MS = 32_000;
/** Chromium's own limit for the opening handshake. */
const BROWSER_DEADLINE_MS = 240_000;
const EXPIRES_S = 600;

export class JsSipPhone {
  #attempts = 0;
  #isBack = false;
  #opening: Attempt | undefined;
  #timer: Appointment | undefined;

  constructor(
    private readonly agenda: Agenda,
    private readonly server: HerdServer,
    private readonly tally: Tally,
    private readonly random: () => number,
  ) {}

  /** The server has just closed the connection. */
  lose(): void {
    cancel(this.#timer);
    this.#attempts += 1;
    const seconds = Math.floor(this.random() * 2 ** this.#attempts + 1);
    this.agenda.after(Math.min(30, Math.max(2, seconds)) * 1000, () => {
      this.#open();
    });
  }

  #open(): void {
    this.#opening = this.server.connect({
      opened: (connection) => {
        cancel(this.#timer);
        this.#attempts = 0;
        this.#register(connection);
      },
      refused: () => {
        this.#fail();
      },
    });
    this.#timer = this.agenda.after(BROWSER_DEADLINE_MS, () => {
      this.#fail();
    });
  }

  #fail(): void {
    this.#opening?.abandon();
    this.lose();
  }

  #register(connection: Connection): void {
    let isOver = false;
    this.#timer = this.agenda.after(TIMER_F_MS, () => {
      isOver = true;
    });
    this.server.register(connection, (status) => {
      if (isOver) return;
      cancel(this.#timer);
      if (status === 401) this.#register(connection);
      else if (status === 200) this.#accepted(connection);
    });
  }

  #accepted(connection: Connection): void {
    if (!this.#isBack) this.tally.backMs.push(this.agenda.nowMs);
    this.#isBack = true;
    this.agenda.after(EXPIRES_S * 1000 * (0.5 + this.random() * 0.47), () => {
      this.#register(connection);
    });
  }
}
