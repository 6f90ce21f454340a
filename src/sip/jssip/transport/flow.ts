// One WebSocket to one server (RFC 7118), as long as it lives: opened in time or not at all, pinged, found dead, closed.
// Refuses to reconnect: whoever owns it decides what follows. Nothing that arrives can throw out of it.
import {
  awoken,
  dutyOf,
  heard,
  newPulse,
  pinged,
  pingOnSuspicion,
  type KeepAliveTimes,
  type Ping,
  type Pulse,
} from '../../transport/keep-alive.ts';
import type { ConnectFailure } from '../../transport/back-off.ts';
import { answersPing } from '../../wire/options-ping.ts';
import { parseHead } from '../../wire/sip-message.ts';

/** A WebSocket that has not opened by then counts as failed; the browser itself may wait for minutes. */
export const CONNECT_DEADLINE_MS = 6000;
/** A timer that fires so much too late tells of a sleep, in milliseconds. */
const SLEEP_MS = 3000;

export interface FlowHooks {
  times(): KeepAliveTimes;
  inCall(): boolean;
  /** The text of an OPTIONS ping. */
  optionsPing(): string;
  /** Every message, as it crosses the wire. */
  tap(direction: 'in' | 'out', text: string): void;
  opened(): void;
  /** A ping went out: until something arrives nobody knows whether it lives. */
  doubtful(): void;
  /** It could not be opened, or was found dead or closed; never called after `close`. */
  lost(failure: ConnectFailure): void;
  /** A SIP message arrived. */
  message(text: string): void;
  /** Something went wrong while a message was taken. */
  problem(problem: unknown): void;
}

function textOf(data: unknown): string | undefined {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? new TextDecoder().decode(data) : undefined;
}

export class Flow {
  readonly url: string;
  readonly #hooks: FlowHooks;
  #socket: WebSocket | undefined;
  #pulse: Pulse;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;
  readonly #provers: (() => void)[] = [];

  /** `crlf`: what an earlier connection learned about this server's keep-alive. */
  constructor(url: string, crlf: Pulse['crlf'], hooks: FlowHooks) {
    this.url = url;
    this.#hooks = hooks;
    this.#pulse = newPulse(Date.now(), crlf);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get crlf(): Pulse['crlf'] {
    return this.#pulse.crlf;
  }

  /** When anything last arrived, milliseconds since the epoch. */
  get heardMs(): number {
    return this.#pulse.heardMs;
  }

  /** A ping waits for its answer. */
  get isDoubtful(): boolean {
    return this.#pulse.waiting !== undefined;
  }

  open(): void {
    this.#timer = setTimeout(() => {
      this.#fail('silent');
    }, CONNECT_DEADLINE_MS);
    try {
      this.#attach(new WebSocket(this.url, 'sip'));
    } catch (problem) {
      // A port or scheme that the browser refuses outright: the owner hears of it as of any other failure.
      this.#hooks.problem(problem);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#fail('refused');
      });
    }
  }

  /** Ends it in silence. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
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
    this.#hooks.tap('out', text);
    this.#socket.send(text);
    return true;
  }

  /** Pings at once, unless life was just proved. `awake`: what was known before may be out of date. */
  suspect(awake = false): void {
    if (!this.#isOpen) return;
    if (awake) this.#pulse = awoken(this.#pulse);
    const ping = pingOnSuspicion(this.#pulse, Date.now());
    if (ping !== undefined) this.#ping(ping);
    this.#tend();
  }

  /** Calls `onAlive` once the server gives a sign of life that is newer than this call; never where it dies first. */
  prove(onAlive: () => void): void {
    this.suspect();
    if (!this.#isOpen) return;
    if (this.#pulse.waiting === undefined) onAlive();
    else this.#provers.push(onAlive);
  }

  /** Times may have changed, or a call begun or ended. */
  reschedule(): void {
    if (this.#isOpen) this.#tend();
  }

  #attach(socket: WebSocket): void {
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = (): void => {
      this.#isOpen = true;
      this.#pulse = newPulse(Date.now(), this.#pulse.crlf);
      this.#tend();
      this.#hooks.opened();
    };
    socket.onclose = (): void => {
      this.#fail('refused');
    };
    socket.onmessage = ({ data }): void => {
      try {
        this.#receive(data);
      } catch (problem) {
        this.#hooks.problem(problem);
      }
    };
  }

  #receive(data: unknown): void {
    const text = textOf(data);
    if (text === undefined) return;
    this.#hooks.tap('in', text);
    const isBlank = text.trim() === '';
    const head = isBlank ? undefined : parseHead(text);
    const isOurs = head !== undefined && answersPing(head);
    const isPong = isBlank && !text.startsWith('\r\n\r\n');
    this.#pulse = heard(this.#pulse, isPong ? 'pong' : isOurs ? 'optionsAnswer' : 'message', Date.now());
    this.#tend();
    for (const prover of this.#provers.splice(0)) prover();
    if (isBlank && !isPong) this.send('\r\n');
    else if (!isBlank && !isOurs) this.#hooks.message(text);
  }

  #ping(ping: Ping): void {
    this.#pulse = pinged(this.#pulse, ping, Date.now());
    this.send(ping === 'crlf' ? '\r\n\r\n' : this.#hooks.optionsPing());
    this.#hooks.doubtful();
  }

  /** Does what is due and sets the one timer to the next duty. */
  #tend(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    const duty = dutyOf(this.#pulse, now, this.#hooks.times(), this.#hooks.inCall());
    if (duty.kind === 'dead') {
      this.#fail('silent');
      return;
    }
    if (duty.kind === 'ping') {
      this.#ping(duty.ping);
      this.#tend();
      return;
    }
    this.#timer = setTimeout(() => {
      if (Date.now() - duty.untilMs > SLEEP_MS) this.suspect(true);
      else this.#tend();
    }, duty.untilMs - now);
  }

  #fail(failure: ConnectFailure): void {
    if (this.#timer === undefined) return;
    this.close();
    this.#hooks.lost(failure);
  }
}
