// Keeps us registered (RFC 3261 10): when to send REGISTER, what its answer means, what follows. JsSIP's registrator makes the
// requests and answers challenges; it knows no retry, no deadline and no Retry-After.
import type { UA } from 'jssip';
import { registratorOf } from './registrator.ts';
import { causeOfRegistrationStatus, type FailureCause } from '../failure-cause.ts';
import {
  mayRetryOnReconnect,
  nextRegisterMs,
  registerDeadlineMs,
  type RegistrationOutcome,
} from '../transport/registration-retry.ts';
import { registerOutcome, type OwnContact } from '../wire/register-answer.ts';
import { cseqOf, type SipHead } from '../wire/sip-message.ts';

export interface RegistrationHooks {
  /** The server knows us until `expiresAtMs`. */
  accepted(expiresAtMs: number): void;
  /** It does not; `retryAtMs` tells when the next try is made by itself. */
  failed(cause: FailureCause, statusCode: number | undefined, retryAtMs: number): void;
  /** No answer came: the connection may be dead. */
  silent(): void;
  inCall(): boolean;
}

interface RefusedResponse {
  readonly status_code: number;
  getHeader(name: string): string | undefined;
}

function causeOf(outcome: RegistrationOutcome): FailureCause {
  if (outcome.kind === 'refused') return causeOfRegistrationStatus(outcome.statusCode);
  return outcome.kind === 'notListed' ? 'notListed' : 'timeout';
}

export class Registration {
  readonly #ua: UA;
  readonly #own: OwnContact;
  readonly #hooks: RegistrationHooks;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** REGISTERs without an answer since the last success. */
  #silences = 0;
  #last: { readonly outcome: RegistrationOutcome; readonly nextMs: number } | undefined;
  #isStopped = false;

  constructor(ua: UA, own: OwnContact, hooks: RegistrationHooks) {
    this.#ua = ua;
    this.#own = own;
    this.#hooks = hooks;
    // Our own refresh comes first; a listener keeps the stack's from being sent.
    ua.on('registrationExpiring', () => undefined);
    ua.on('registrationFailed', ({ response }) => {
      const refused = response as unknown as RefusedResponse | null;
      if (refused === null) return;
      const after = Number.parseInt(refused.getHeader('retry-after') ?? '', 10);
      const retryAfterSeconds = Number.isNaN(after) ? undefined : after;
      this.#conclude({ kind: 'refused', statusCode: refused.status_code, retryAfterSeconds });
    });
  }

  /** A new connection: the server must learn of it, unless it has just refused us for good reason. */
  begin(): void {
    // A REGISTER under way on the connection before is answered there, to nobody.
    registratorOf(this.#ua).onTransportClosed();
    const { outcome, nextMs } = this.#last ?? {};
    const waits = outcome !== undefined && nextMs !== undefined && !mayRetryOnReconnect(outcome);
    if (waits && nextMs > Date.now()) {
      this.#hooks.failed(causeOf(outcome), statusOf(outcome), nextMs);
      this.#wait(nextMs - Date.now());
    } else this.#register();
  }

  /** The connection is gone. */
  pause(): void {
    clearTimeout(this.#timer);
    registratorOf(this.#ua).onTransportClosed();
  }

  /** Tries again now. */
  retry(): void {
    registratorOf(this.#ua).onTransportClosed();
    this.#register();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** A message that arrived: answers to REGISTER are looked at after the stack has taken them. */
  heard(head: SipHead): void {
    if (this.#isStopped || head.statusCode === undefined || cseqOf(head)?.method !== 'REGISTER') return;
    if (head.statusCode >= 300) return;
    const outcome = registerOutcome(head, this.#own);
    if (outcome === undefined) return;
    queueMicrotask(() => {
      this.#conclude(outcome);
    });
  }

  #register(): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        registratorOf(this.#ua).onTransportClosed();
        this.#hooks.silent();
        this.#conclude({ kind: 'silent' });
      },
      registerDeadlineMs(this.#silences, this.#hooks.inCall()),
    );
    registratorOf(this.#ua).register();
  }

  #conclude(outcome: RegistrationOutcome): void {
    if (this.#isStopped) return;
    const delayMs = nextRegisterMs(outcome, this.#failures, Math.random);
    const nextMs = Date.now() + delayMs;
    this.#last = { outcome, nextMs };
    this.#wait(delayMs);
    if (outcome.kind === 'accepted') {
      this.#failures = 0;
      this.#silences = 0;
      this.#hooks.accepted(Date.now() + outcome.expiresSeconds * 1000);
    } else {
      this.#failures += 1;
      if (outcome.kind === 'silent') this.#silences += 1;
      this.#hooks.failed(causeOf(outcome), statusOf(outcome), nextMs);
    }
  }

  #wait(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#register();
    }, delayMs);
  }
}

function statusOf(outcome: RegistrationOutcome): number | undefined {
  return outcome.kind === 'refused' ? outcome.statusCode : undefined;
}
