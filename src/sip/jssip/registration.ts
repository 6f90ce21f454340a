// Keeps us registered (RFC 3261 10): when to send REGISTER, what its answer means, what follows. JsSIP's registrator makes the
// requests and answers challenges; it knows no retry, no deadline and no Retry-After.
import type { Registrator } from './registrator.ts';
import { causeOfRegistrationStatus, type FailureCause } from '../failure-cause.ts';
import {
  mayRetryOnReconnect,
  nextRegisterMs,
  registerDeadlineMs,
  type RegistrationOutcome,
} from '../transport/registration-retry.ts';
import type { Bindings } from '../transport/bindings.ts';
import { ASKED, askedSeconds } from '../wire/asked-times.ts';
import { UNKNOWN_CHALLENGE } from '../wire/challenges.ts';
import { livingContacts, registerOutcome, type OwnContact } from '../wire/register-answer.ts';
import { cseqOf, headerValues, type SipHead } from '../wire/sip-message.ts';
import { isBindingsAnswer } from './ask-bindings.ts';
import { PlaceWatch } from './place-watch.ts';

export interface RegistrationListener {
  /** The server knows us until `expiresAtMs`, as its 2xx says. */
  accepted(expiresAtMs: number, answer: SipHead): void;
  /** It does not; `retryAtMs` tells when the next try is made by itself, if one is. */
  failed(cause: FailureCause, statusCode: number | undefined, retryAtMs: number | undefined): void;
  /** Asks who is registered under our address. */
  askBindings(): Promise<Bindings>;
  /** No answer came: the connection may be dead. */
  silent(): void;
  inCall(): boolean;
}

const ANYWHERE = '';

/** `isPasswordRight`: the server refused with a status that else means a wrong password (RFC 3261 21.4.4). */
function causeOf(outcome: RegistrationOutcome, isPasswordRight: boolean): FailureCause {
  switch (outcome.kind) {
    case 'refused':
      if (outcome.isUnanswerable === true) return 'unknownChallenge';
      return isPasswordRight ? 'deviceRefused' : causeOfRegistrationStatus(outcome.statusCode);
    case 'replaced':
    case 'notListed':
      return outcome.kind;
    case 'accepted':
    case 'silent':
      return 'timeout';
  }
}

export class Registration {
  readonly #registrator: Registrator;
  readonly #own: OwnContact;
  readonly #listener: RegistrationListener;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** REGISTERs without an answer since the last success. */
  #silences = 0;
  /** Where we are about to register. */
  #server = '';
  /** Servers that refused us for good reason, and when they are asked again; `ANYWHERE` stands for all of them. */
  readonly #barred = new Map<string, { readonly outcome: RegistrationOutcome; readonly nextMs: number }>();
  #isStopped = false;
  /** The last refusal was of this device, not of the password. */
  #isPasswordRight = false;
  /** The server has taken the password, or refused it once before. */
  #mayProve = false;
  /** Counts REGISTERs and connections: an explanation of an earlier one's refusal comes too late. */
  #tries = 0;
  readonly #place: PlaceWatch;

  constructor(registrator: Registrator, own: OwnContact, listener: RegistrationListener) {
    this.#registrator = registrator;
    this.#own = own;
    this.#listener = listener;
    registrator.onRefused((response) => {
      const retryAfterSeconds = askedSeconds(response.getHeader('retry-after'), ASKED.retryAfter);
      const isUnanswerable = response.getHeader(UNKNOWN_CHALLENGE) !== undefined;
      const { status_code: statusCode } = response;
      void this.#refused({ kind: 'refused', statusCode, retryAfterSeconds, isUnanswerable });
    });
    this.#place = new PlaceWatch(own, {
      ask: () => listener.askBindings(),
      lost: () => {
        this.#register();
      },
      replaced: () => {
        this.#failed({ kind: 'replaced' });
      },
    });
  }

  /** A new connection: its server must learn of it, unless it has just refused us for good reason. */
  begin(server: string): void {
    if (this.#isStopped) return;
    this.#server = server;
    // A REGISTER under way on the connection before is answered there, to nobody.
    this.#registrator.forget();
    this.#tries += 1;
    const { outcome, nextMs } = this.#barred.get(ANYWHERE) ?? this.#barred.get(server) ?? {};
    if (outcome !== undefined && nextMs !== undefined && nextMs > Date.now()) {
      this.#tellFailure(outcome, nextMs);
      this.#wait(nextMs - Date.now());
    } else this.#register();
  }

  /** The connection is gone. */
  pause(): void {
    clearTimeout(this.#timer);
    this.#tries += 1;
    this.#place.stop();
    this.#registrator.forget();
  }

  /** Somebody looks at the page again. */
  look(): void {
    this.#place.lookSoon();
  }

  /** Tries again now. */
  retry(): void {
    this.#registrator.forget();
    this.#register();
  }

  stop(): void {
    this.#isStopped = true;
    this.#tries += 1;
    clearTimeout(this.#timer);
    this.#place.stop();
  }

  /** A message that arrived: answers to REGISTER are looked at after the stack has taken them. */
  heard(head: SipHead): void {
    if (this.#isStopped || head.statusCode === undefined || cseqOf(head)?.method !== 'REGISTER') return;
    if (head.statusCode >= 300 || isBindingsAnswer(head)) return;
    const outcome = registerOutcome(head, this.#own);
    if (outcome === undefined) return;
    queueMicrotask(() => {
      if (outcome.kind === 'accepted') this.#accepted(outcome, head);
      else this.#failed(outcome);
    });
  }

  #register(): void {
    if (this.#isStopped) return;
    this.#tries += 1;
    this.#place.stop();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#registrator.forget();
        this.#listener.silent();
        this.#failed({ kind: 'silent' });
      },
      registerDeadlineMs(this.#silences, this.#listener.inCall()),
    );
    this.#registrator.register();
  }

  #accepted(outcome: Extract<RegistrationOutcome, { kind: 'accepted' }>, answer: SipHead): void {
    if (this.#isStopped) return;
    this.#registrator.accepted();
    const refreshMs = this.#conclude(outcome);
    this.#failures = 0;
    this.#silences = 0;
    this.#mayProve = true;
    this.#place.accepted(livingContacts(headerValues(answer, 'contact')), refreshMs);
    this.#listener.accepted(Date.now() + outcome.expiresSeconds * 1000, answer);
  }

  /**
   * 403 says that the password is wrong, or that it is right and this device is not let in: the registrar's list tells which. Asking for
   * it proves the password once more, so a new one that is refused is not tried again at once: servers ban who guesses.
   */
  async #refused(outcome: Extract<RegistrationOutcome, { kind: 'refused' }>): Promise<void> {
    if (this.#isStopped) return;
    this.#isPasswordRight = false;
    // Before anybody asks: a server that closes the connection with its refusal is not to be tried again at once.
    const nextMs = this.#conclude(outcome);
    this.#failures += 1;
    const isToBeProved = outcome.statusCode === 403 && this.#mayProve;
    this.#mayProve = true;
    if (isToBeProved) {
      const tries = this.#tries;
      const bindings = await this.#listener.askBindings();
      if (tries !== this.#tries) return;
      this.#isPasswordRight = bindings.kind === 'listed';
    }
    this.#tellFailure(outcome, nextMs);
  }

  #failed(outcome: RegistrationOutcome): void {
    if (this.#isStopped) return;
    const nextMs = this.#conclude(outcome);
    this.#failures += 1;
    if (outcome.kind === 'silent') this.#silences += 1;
    this.#tellFailure(outcome, nextMs);
  }

  #tellFailure(outcome: RegistrationOutcome, nextMs: number): void {
    const retryAtMs = Number.isFinite(nextMs) ? nextMs : undefined;
    this.#listener.failed(causeOf(outcome, this.#isPasswordRight), statusOf(outcome), retryAtMs);
  }

  /** Sets the time of the next REGISTER, milliseconds since the epoch, and returns it. */
  #conclude(outcome: RegistrationOutcome): number {
    const delayMs = nextRegisterMs(outcome, this.#failures, Math.random);
    const nextMs = Date.now() + delayMs;
    for (const where of [ANYWHERE, this.#server]) this.#barred.delete(where);
    // Another device has our place wherever we ask.
    const where = outcome.kind === 'replaced' ? ANYWHERE : this.#server;
    if (!mayRetryOnReconnect(outcome)) this.#barred.set(where, { outcome, nextMs });
    this.#wait(delayMs);
    return nextMs;
  }

  #wait(delayMs: number): void {
    clearTimeout(this.#timer);
    if (!Number.isFinite(delayMs)) return;
    this.#timer = setTimeout(() => {
      this.#register();
    }, delayMs);
  }
}

function statusOf(outcome: RegistrationOutcome): number | undefined {
  return outcome.kind === 'refused' ? outcome.statusCode : undefined;
}
