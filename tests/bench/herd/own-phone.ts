// One phone with our policies: the very functions of src/sip/transport decide when it connects and registers. What joins
// them (src/sip/jssip) is told again here in short: a connection in doubt gets a successor, a lost one is opened anew.
import {
  nextRegisterMs,
  registerDeadlineMs,
  type RegistrationOutcome,
} from '../../../src/sip/transport/registration-retry.ts';
import { reconnectDelayMs, type ConnectFailure } from '../../../src/sip/transport/back-off.ts';
import { DEFAULT_KEEP_ALIVE } from '../../../src/sip/transport/keep-alive-times.ts';
import { CONNECT_DEADLINE_MS } from '../../../src/sip/jssip/transport/flow.ts';
import { cancel, type Agenda, type Appointment } from './agenda.ts';
import type { Attempt, Connection, HerdServer } from './server.ts';
import type { Tally } from './tally.ts';

/** As in src/sip/jssip/transport: silence after the ping before a successor is opened. A REGISTER is not doubted early. */
const DOUBTED_AFTER_MS = 400;
const EXPIRES_S = 600;

export class OwnPhone {
  #connection: Connection | undefined;
  #opening: Attempt | undefined;
  #failedRounds = 0;
  #failures = 0;
  #silences = 0;
  #isBack = false;
  #isSettled = true;
  #isKnown = false;
  #lostMs = 0;
  #register: Appointment | undefined;
  #successor: Appointment | undefined;
  #death: Appointment | undefined;
  #deadline: Appointment | undefined;

  constructor(
    private readonly agenda: Agenda,
    private readonly server: HerdServer,
    private readonly tally: Tally,
    private readonly random: () => number,
  ) {}

  /** The server has just closed the connection. */
  lose(failure: ConnectFailure = 'refused'): void {
    this.#calm();
    cancel(this.#register);
    cancel(this.#deadline);
    this.#connection?.close();
    this.#connection = undefined;
    if (this.#isSettled) this.#lostMs = this.agenda.nowMs;
    else this.#failedRounds += 1;
    if (this.#opening === undefined) this.#wait(failure);
  }

  #wait(failure: ConnectFailure): void {
    const lastedMs = this.agenda.nowMs - this.#lostMs;
    const outage = { failedRounds: this.#failedRounds, failure, lastedMs, inCall: false };
    this.agenda.after(reconnectDelayMs(outage, this.random), () => {
      this.#open();
    });
  }

  #open(): void {
    const attempt = this.server.connect({
      opened: (connection) => {
        this.#endOpening();
        if (this.#connection !== undefined && this.#successor === undefined) connection.close();
        else this.#adopt(connection);
      },
      refused: () => {
        this.#failed('refused');
      },
    });
    this.#opening = attempt;
    this.#deadline = this.agenda.after(CONNECT_DEADLINE_MS, () => {
      this.#failed('silent');
    });
  }

  #endOpening(): void {
    cancel(this.#deadline);
    this.#opening?.abandon();
    this.#opening = undefined;
  }

  #failed(failure: ConnectFailure): void {
    this.#endOpening();
    if (this.#connection !== undefined) return;
    this.#failedRounds += 1;
    this.#wait(failure);
  }

  #adopt(connection: Connection): void {
    this.#calm();
    this.#connection?.close();
    this.#connection = connection;
    this.#isSettled = false;
    this.#isKnown = false;
    this.#begin(connection);
  }

  #begin(connection: Connection): void {
    cancel(this.#register);
    this.#register = this.agenda.after(registerDeadlineMs(this.#silences, false), () => {
      this.#ask(connection);
      this.#conclude({ kind: 'silent' });
    });
    this.#send(connection);
  }

  #send(connection: Connection): void {
    this.server.register(connection, (status) => {
      this.#calm();
      if (status === 401) this.#send(connection);
      else if (status === 200) this.#conclude({ kind: 'accepted', expiresSeconds: EXPIRES_S });
      else this.#conclude({ kind: 'refused', statusCode: status, retryAfterSeconds: undefined });
    });
  }

  /** Pings; where nothing comes, opens a successor and at last gives the connection up. */
  #ask(connection: Connection): void {
    if (this.#death !== undefined || this.#connection !== connection) return;
    this.server.ping(connection, () => {
      this.#calm();
    });
    if (this.#isKnown)
      this.#successor = this.agenda.after(DOUBTED_AFTER_MS, () => {
        if (this.#opening === undefined) this.#open();
      });
    this.#death = this.agenda.after(DEFAULT_KEEP_ALIVE.deadAfterMs, () => {
      this.lose('silent');
    });
  }

  /** Something arrived: the connection lives. */
  #calm(): void {
    cancel(this.#successor);
    cancel(this.#death);
    this.#successor = undefined;
    this.#death = undefined;
  }

  #conclude(outcome: RegistrationOutcome): void {
    const delayMs = nextRegisterMs(outcome, this.#failures, this.random);
    cancel(this.#register);
    this.#register = this.agenda.after(delayMs, () => {
      if (this.#connection !== undefined) this.#begin(this.#connection);
    });
    this.#isSettled = true;
    if (outcome.kind !== 'accepted') {
      this.#failures += 1;
      if (outcome.kind === 'silent') this.#silences += 1;
      return;
    }
    this.#failures = 0;
    this.#silences = 0;
    this.#isKnown = true;
    this.#failedRounds = 0;
    if (!this.#isBack) this.tally.backMs.push(this.agenda.nowMs);
    this.#isBack = true;
  }
}
