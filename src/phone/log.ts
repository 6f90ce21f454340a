// The phone's own log: a bounded ring of facts, with secrets taken out before anything is kept.
import { hideSecrets } from '../sip/trace/secrets.ts';

export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

/** What an entry is about, by id; nothing where it is about the phone. */
export interface LogSubject {
  readonly accountId?: string;
  readonly callId?: string;
}

export interface LogEntry extends LogSubject {
  readonly atMs: number;
  readonly level: LogLevel;
  readonly text: string;
}

/** The text without anything that looks like a secret, a provisioning link's content included. */
export function redact(text: string): string {
  return hideSecrets(text.replace(/(#(?:provision|sealed|setup)=)\S+/gu, '$1***'));
}

/** Keeps the last `capacity` entries. */
export class Log {
  readonly #entries: LogEntry[];
  readonly #about: LogSubject;
  readonly #capacity: number;
  readonly #now: () => number;

  constructor(now: () => number, capacity = 500, entries: LogEntry[] = [], about: LogSubject = {}) {
    this.#now = now;
    this.#capacity = capacity;
    this.#entries = entries;
    this.#about = about;
  }

  /** The same log, for what is about this account or call. */
  about(subject: LogSubject): Log {
    return new Log(this.#now, this.#capacity, this.#entries, { ...this.#about, ...subject });
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  add(level: LogLevel, text: string): void {
    this.#entries.push({ atMs: this.#now(), level, text: redact(text), ...this.#about });
    if (this.#entries.length > this.#capacity) this.#entries.shift();
  }

  /** Logs something caught, with its causes. */
  problem(what: string, problem: unknown): void {
    const chain: string[] = [];
    for (
      let each = problem;
      each !== undefined && each !== null && chain.length < 4;
      each = each instanceof Error ? each.cause : undefined
    ) {
      chain.push(
        each instanceof Error ? `${each.name}: ${each.message}` : typeof each === 'string' ? each : 'unknown',
      );
    }
    this.add('error', `${what}: ${chain.join(' <- ')}`);
  }
}
