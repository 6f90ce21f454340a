// A PBX after a restart: one worker that does one thing after the other, with two queues that fill up. Refuses while down.
// Not modelled: the network's delay, keep-alives of idle phones, memory.
import { type Agenda, cancel, type Appointment } from './agenda.ts';
import type { Tally } from './tally.ts';

export interface ServerModel {
  /** Registrations a second from nothing: handshake and two REGISTERs. */
  readonly perSecond: number;
  /** Connections that may wait for the handshake; beyond, the kernel drops the SYN (Linux: somaxconn). */
  readonly backlog: number;
  /** REGISTERs that may wait; beyond, 503. */
  readonly registerQueue: number;
}

export type Answer = 401 | 200 | 503;

export interface ConnectHooks {
  opened(connection: Connection): void;
  refused(): void;
}

/** Of the work for one registration, the handshake's part (docs/scale.md: 2.1 ms in all, 0.63 ms without it). */
const HANDSHAKE_PART = 0.7;
const REGISTER_PART = 0.15;
const PING_PART = 0.005;
/** What a connection costs whose phone has gone meanwhile: accepted, read, closed. */
const ABANDONED_PART = 0.05;
/** When a dropped SYN is sent again, in milliseconds after the one before (RFC 6298 2.1, 5.5). */
const SYN_RETRIES_MS: readonly number[] = [1000, 2000, 4000, 8000, 16_000, 32_000];

interface Job {
  readonly kind: 'handshake' | 'register' | 'ping';
  readonly part: number;
  isWanted(): boolean;
  done(): void;
}

export class Connection {
  isOpen = true;
  /** The server has challenged this phone: the next REGISTER carries the answer. */
  isChallenged = false;

  close(): void {
    this.isOpen = false;
  }
}

/** A connection that is being opened. */
export class Attempt {
  isWanted = true;
  synRetry: Appointment | undefined;

  abandon(): void {
    this.isWanted = false;
    cancel(this.synRetry);
  }
}

export class HerdServer {
  isUp = false;
  #jobs: Job[] = [];
  #next = 0;
  #isBusy = false;
  #handshakes = 0;
  #registers = 0;

  constructor(
    private readonly agenda: Agenda,
    private readonly model: ServerModel,
    private readonly tally: Tally,
  ) {}

  connect(on: ConnectHooks): Attempt {
    this.tally.connects.note(this.agenda.nowMs);
    const attempt = new Attempt();
    this.#knock(attempt, on, 0);
    return attempt;
  }

  /** `answer` is not called where the connection was closed meanwhile. */
  register(connection: Connection, answer: (status: Answer) => void): void {
    this.tally.registers.note(this.agenda.nowMs);
    const reply = (status: Answer): void => {
      this.agenda.after(0, () => {
        if (connection.isOpen) answer(status);
      });
    };
    if (this.#registers >= this.model.registerQueue) {
      this.tally.refusals += 1;
      reply(503);
      return;
    }
    this.#take({
      kind: 'register',
      part: REGISTER_PART,
      isWanted: () => connection.isOpen,
      done: () => {
        reply(connection.isChallenged ? 200 : 401);
        connection.isChallenged = !connection.isChallenged;
      },
    });
  }

  ping(connection: Connection, answer: () => void): void {
    const isWanted = (): boolean => connection.isOpen;
    this.#take({ kind: 'ping', part: PING_PART, isWanted, done: answer });
  }

  #knock(attempt: Attempt, on: ConnectHooks, tries: number): void {
    if (!this.isUp) {
      this.agenda.after(0, () => {
        if (attempt.isWanted) on.refused();
      });
    } else if (this.#handshakes < this.model.backlog) {
      const done = (): void => {
        on.opened(new Connection());
      };
      this.#take({ kind: 'handshake', part: HANDSHAKE_PART, isWanted: () => attempt.isWanted, done });
    } else {
      this.tally.droppedSyns += 1;
      const waitMs = SYN_RETRIES_MS[tries];
      if (waitMs === undefined) return;
      attempt.synRetry = this.agenda.after(waitMs, () => {
        this.#knock(attempt, on, tries + 1);
      });
    }
  }

  #take(job: Job): void {
    if (job.kind === 'handshake') this.#handshakes += 1;
    if (job.kind === 'register') this.#registers += 1;
    this.#jobs.push(job);
    if (!this.#isBusy) this.#work();
  }

  #work(): void {
    const job = this.#jobs[this.#next];
    this.#isBusy = job !== undefined;
    if (job === undefined) return;
    this.#next += 1;
    if (this.#next > 10_000) {
      this.#jobs = this.#jobs.slice(this.#next);
      this.#next = 0;
    }
    const part = job.isWanted() ? job.part : ABANDONED_PART * job.part;
    this.agenda.after((part * 1000) / this.model.perSecond, () => {
      if (job.kind === 'handshake') this.#handshakes -= 1;
      if (job.kind === 'register') this.#registers -= 1;
      if (job.isWanted()) job.done();
      else this.tally.abandoned += 1;
      this.#work();
    });
  }
}
