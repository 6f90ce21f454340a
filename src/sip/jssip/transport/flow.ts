// One WebSocket to one server (RFC 7118), as long as it lives: opened in time or not at all, pinged, doubted, closed.
// Refuses to reconnect, and to end itself because of silence: whoever owns it decides what follows. Nothing that arrives can
// throw out of it.
import type { ConnectFailure } from '../../transport/back-off.ts';
import {
  awoken,
  doubtOf,
  dutyOf,
  ended,
  heard,
  newPulse,
  pinged,
  pingsOnSuspicion,
  postponed,
  type Doubt,
  type Pulse,
} from '../../transport/keep-alive.ts';
import type { KeepAliveTimes } from '../../transport/keep-alive-times.ts';
import {
  areKnown,
  askedFirst,
  type Ping,
  type ServerHabits,
  type Sign,
} from '../../transport/server-habits.ts';
import { LONGEST_MESSAGE, readable } from '../../wire/message-limits.ts';
import { pingAnswered, type PingMethod } from '../../wire/request-ping.ts';
import { parseHead, type SipHead } from '../../wire/sip-message.ts';

/** A WebSocket that has not opened by then counts as failed; the browser itself may wait for minutes. */
export const CONNECT_DEADLINE_MS = 6000;
/** A timer that fires so much too late tells of a sleep, in milliseconds. */
const SLEEP_MS = 3000;
/** One that fires so much too late, of a page that had more to do than it could, in milliseconds. */
const BUSY_MS = 50;

export interface FlowListener {
  times(): KeepAliveTimes;
  inCall(): boolean;
  /** The text of a ping that is a request. */
  requestPing(method: PingMethod): string;
  /** Every message, as it crosses the wire. */
  tap(direction: 'in' | 'out', text: string): void;
  opened(): void;
  /** What speaks against it has changed; each change is told once. */
  doubted(doubt: Exclude<Doubt, 'asked'>): void;
  /** It could not be opened, or was closed; never called after `close`. */
  lost(failure: ConnectFailure): void;
  /** A SIP message arrived. */
  message(text: string): void;
  /** Something went wrong while a message was taken. */
  problem(problem: unknown): void;
}

const METHOD: Readonly<Record<Exclude<Ping, 'crlf'>, PingMethod>> = {
  options: 'OPTIONS',
  register: 'REGISTER',
};

/** What a message says of its server. A pong is one line end; two ask for one (RFC 5626 4.4.1). */
function signOf(text: string, head: SipHead | undefined): Sign {
  if (head === undefined) return text.trim() === '' && !text.startsWith('\r\n\r\n') ? 'crlf' : 'message';
  const method = pingAnswered(head);
  return method === undefined ? 'message' : method === 'OPTIONS' ? 'options' : 'register';
}

/** As much of it as is read. */
function textOf(data: unknown): string | undefined {
  if (typeof data === 'string') return readable(data);
  if (!(data instanceof ArrayBuffer)) return undefined;
  return readable(new TextDecoder().decode(data.slice(0, 4 * LONGEST_MESSAGE)));
}

export class Flow {
  readonly url: string;
  readonly #listener: FlowListener;
  #socket: WebSocket | undefined;
  #pulse: Pulse;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;
  #isOver = false;
  #told: Exclude<Doubt, 'asked'> = 'none';
  readonly #provers: (() => void)[] = [];

  /** `habits`: what earlier connections learned about this server. */
  constructor(url: string, habits: ServerHabits, listener: FlowListener) {
    this.url = url;
    this.#listener = listener;
    this.#pulse = newPulse(Date.now(), habits);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get habits(): ServerHabits {
    return this.#pulse.habits;
  }

  /** When anything last arrived, milliseconds since the epoch. */
  get heardMs(): number {
    return this.#pulse.heardMs;
  }

  /** How much speaks against it now. */
  get doubt(): Doubt {
    return doubtOf(this.#pulse, Date.now(), this.#listener.times());
  }

  /** It is open, and no question has waited for long. */
  get isUndoubted(): boolean {
    return this.#isOpen && (this.doubt === 'none' || this.doubt === 'asked');
  }

  open(): void {
    this.#timer = setTimeout(() => {
      this.#fail('silent');
    }, CONNECT_DEADLINE_MS);
    try {
      this.#attach(new WebSocket(this.url, 'sip'));
    } catch (problem) {
      // A port or scheme that the browser refuses outright: the owner hears of it as of any other failure.
      this.#listener.problem(problem);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#fail('refused');
      });
    }
  }

  /** Ends it in silence. */
  close(): void {
    clearTimeout(this.#timer);
    this.#isOver = true;
    this.#isOpen = false;
    this.#provers.length = 0;
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    socket.onopen = null;
    socket.onclose = null;
    socket.onmessage = null;
    socket.onerror = null;
    socket.close();
  }

  send(text: string): boolean {
    if (!this.#isOpen || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#listener.tap('out', text);
    this.#socket.send(text);
    return true;
  }

  /** Pings at once, unless life was just proved. `awake`: what was known before may be out of date. */
  suspect(awake = false): void {
    if (!this.#isOpen) return;
    if (awake) this.#pulse = awoken(this.#pulse);
    this.#ask(pingsOnSuspicion(this.#pulse, Date.now()));
    this.#tend();
  }

  /** Finds out what this server answers, where nobody knows: better now than when a doubt hangs on it. */
  learn(): void {
    if (!this.#isOpen || this.#pulse.waiting !== undefined || areKnown(this.#pulse.habits)) return;
    this.#ask(askedFirst(this.#pulse.habits, true));
    this.#tend();
  }

  /** Calls `onAlive` once the server gives a sign of life that is newer than this call; never where it dies first. */
  prove(onAlive: () => void): void {
    this.suspect();
    if (!this.#isOpen) return;
    if (this.#pulse.waiting === undefined) onAlive();
    else this.#provers.push(onAlive);
  }

  /** Asks at once, however fresh it is, and calls `onAnswer` when the server says anything. */
  question(onAnswer: () => void): void {
    if (!this.#isOpen) return;
    this.#provers.push(onAnswer);
    this.#ask(askedFirst(this.#pulse.habits, true));
    this.#tend();
  }

  /** Times may have changed, or a call begun or ended. */
  reschedule(): void {
    if (this.#isOpen) this.#tend();
  }

  #attach(socket: WebSocket): void {
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    const beganMs = Date.now();
    socket.onopen = (): void => {
      this.#isOpen = true;
      this.#pulse = newPulse(Date.now(), this.#pulse.habits, Date.now() - beganMs);
      this.#tend();
      this.#listener.opened();
    };
    socket.onclose = (): void => {
      this.#pulse = ended(this.#pulse, Date.now());
      this.#fail('refused');
    };
    socket.onmessage = ({ data }): void => {
      try {
        this.#receive(data);
      } catch (problem) {
        this.#listener.problem(problem);
      }
    };
  }

  #receive(data: unknown): void {
    const text = textOf(data);
    if (text === undefined) return;
    this.#listener.tap('in', text);
    const head = parseHead(text);
    const sign = signOf(text, head);
    this.#pulse = heard(this.#pulse, sign, Date.now());
    this.#tend();
    for (const prover of this.#provers.splice(0)) prover();
    if (sign !== 'message') return;
    // The server's own ping (RFC 5626 4.4.1).
    if (text.trim() === '') this.send('\r\n');
    else this.#listener.message(text);
  }

  #ask(pings: readonly Ping[]): void {
    if (pings.length === 0) return;
    this.#pulse = pinged(this.#pulse, pings, Date.now());
    for (const ping of pings)
      this.send(ping === 'crlf' ? '\r\n\r\n' : this.#listener.requestPing(METHOD[ping]));
  }

  /** Does what is due, sets the one timer to the next duty, and tells of a doubt that came or went. */
  #tend(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    const duty = dutyOf(this.#pulse, now, this.#listener.times(), this.#listener.inCall());
    if (duty.kind === 'ask') {
      this.#ask(duty.pings);
      this.#tend();
      return;
    }
    if (duty.kind === 'rest')
      this.#timer = setTimeout(() => {
        this.#due(Date.now() - duty.untilMs);
      }, duty.untilMs - now);
    this.#tellDoubt();
  }

  /** `lateMs`: how much later than it should the timer fired: a page that was too busy to fire it was too busy to listen. */
  #due(lateMs: number): void {
    if (lateMs > SLEEP_MS) {
      this.suspect(true);
      return;
    }
    // As long again for what lies unread.
    if (lateMs > BUSY_MS) this.#pulse = postponed(this.#pulse, 2 * lateMs);
    this.#tend();
  }

  #tellDoubt(): void {
    const { doubt } = this;
    const told = doubt === 'asked' ? 'none' : doubt;
    if (told === this.#told) return;
    this.#told = told;
    this.#listener.doubted(told);
  }

  #fail(failure: ConnectFailure): void {
    if (this.#isOver) return;
    this.close();
    this.#listener.lost(failure);
  }
}
