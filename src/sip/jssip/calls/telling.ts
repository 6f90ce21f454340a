// One call's reports on the sound, told and heard in INFOs of our package (RFC 6086, docs/adr/0026). Nothing here may cost the call anything:
// a report waits for nothing, asks nothing of the connection, is not sent while an offer of ours waits for its answer, and may fail. When
// to tell is decided by sip/telling/pace.ts, what to listen to by intake.ts.
import { Intake } from '../../telling/intake.ts';
import {
  isReportBody,
  packageOf,
  PACKAGE,
  RECV_INFO,
  REPORT_HEADERS,
  REPORT_TYPE,
  takesReports,
} from '../../telling/info-package.ts';
import { isTelling, NEW_PACE, nextPace, paceDuty, type Pace, type PaceEvent } from '../../telling/pace.ts';
import { readReport, writeReport, type SoundReport } from '../../telling/sound-report.ts';
import type { SessionEvent } from '../../user-agent.ts';
import { OUT_OF_REACH } from '../../wire/bye-again.ts';
import type { StackMessage } from './far-side.ts';
import type { StackRequest, StackSession } from './stack.ts';

export interface TellingListener {
  /** Whether the connection to the server stands, and nothing speaks against it. */
  isSure(): boolean;
  said(event: Extract<SessionEvent, { kind: 'theyTold' | 'theyAnswered' | 'tellingChanged' }>): void;
  /** A report was answered as if there were no call (481). */
  doubted(): void;
}

/** Answers that may be different the next time: nobody was reached, or the request was overtaken (RFC 3261 12.2.2). */
const PASSING: readonly number[] = [
  ...OUT_OF_REACH.filter((status) => status !== 404 && status !== 410),
  491,
];
const OFFERING: readonly string[] = ['INVITE', 'UPDATE'];

const newTeller = (): string => crypto.randomUUID().slice(0, 8);

export class Telling {
  readonly #session: StackSession;
  readonly #on: TellingListener;
  readonly #teller = newTeller();
  readonly #intake = new Intake(this.#teller);
  #pace: Pace = NEW_PACE;
  #number = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wasAgreed = false;
  #isOver = false;

  /** Call once for a session, before it says anything. */
  constructor(session: StackSession, on: TellingListener) {
    this.#session = session;
    this.#on = on;
    this.#hear();
    session.on('confirmed', () => {
      this.#announce();
    });
    if (session.direction.toString() === 'incoming') {
      this.#list(session._request);
      this.read(session._request as unknown as StackMessage);
    }
  }

  /** The newest that there is to tell; `pace.ts` says when it leaves, if at all. */
  tell(report: SoundReport): void {
    this.#note({ kind: 'reported', report });
  }

  /** A message of the far side that may say whether it takes reports: an offer, or a 2xx to one of ours. */
  read(message: StackMessage): void {
    if ('status_code' in message && Number(message.status_code) < 200) return;
    const takes = takesReports(message.getHeaders('recv-info'));
    if (takes !== undefined) this.#note({ kind: takes ? 'listed' : 'unlisted' });
  }

  /** The connection to the server was lost, or another stands. */
  interrupt(): void {
    this.#note({ kind: 'interrupted' });
  }

  /** The call is over, or goes on in another session. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #note(event: PaceEvent): void {
    if (this.#isOver) return;
    this.#pace = nextPace(this.#pace, event, Date.now());
    this.#announce();
    this.#tend();
  }

  /** Before the call is confirmed nobody knows it, and nothing is told. */
  #announce(): void {
    const isAgreed = isTelling(this.#pace);
    if (this.#isOver || isAgreed === this.#wasAgreed || !this.#session._is_confirmed) return;
    this.#wasAgreed = isAgreed;
    this.#on.said({ kind: 'tellingChanged', isAgreed });
  }

  get #isFree(): boolean {
    const session = this.#session;
    const isOffering = session._dialog?.uac_pending_reply === true;
    return session._is_confirmed && !session.isEnded() && !isOffering && this.#on.isSure();
  }

  #tend(): void {
    clearTimeout(this.#timer);
    if (this.#isOver) return;
    const duty = paceDuty(this.#pace, Date.now());
    if (duty.kind === 'tell') this.#send(duty.report);
    else if (duty.kind === 'giveUp') this.#note({ kind: 'unanswered' });
    else if (duty.kind === 'wait')
      this.#timer = setTimeout(() => {
        this.#tend();
      }, duty.untilMs - Date.now());
  }

  #send(report: SoundReport): void {
    const session = this.#session;
    if (!this.#isFree) {
      this.#note({ kind: 'dropped' });
      return;
    }
    const number = ++this.#number;
    this.#note({ kind: 'sent' });
    const ended = (kind: 'answered' | 'refused' | 'unanswered') => (): void => {
      if (number === this.#number) this.#note({ kind });
    };
    session.sendRequest('INFO', {
      extraHeaders: REPORT_HEADERS,
      body: writeReport({ teller: this.#teller, number, report }),
      eventHandlers: {
        onSuccessResponse: () => {
          ended('answered')();
          if (!this.#isOver) this.#on.said({ kind: 'theyAnswered' });
        },
        onErrorResponse: ({ status_code: status }) => {
          ended(PASSING.includes(status) ? 'unanswered' : 'refused')();
        },
        onDialogError: ({ status_code: status }) => {
          ended(status === 481 ? 'refused' : 'unanswered')();
          if (status === 481 && !this.#isOver) this.#on.doubted();
        },
        onRequestTimeout: ended('unanswered'),
        onTransportError: ended('unanswered'),
      },
    });
  }

  #hear(): void {
    const session = this.#session;
    const receive = session.receiveRequest.bind(session);
    session.receiveRequest = (request): void => {
      const kind = request.method === 'INFO' ? packageOf(request.getHeaders('info-package')) : 'legacy';
      if (OFFERING.includes(request.method)) this.#list(request);
      if (kind === 'other') request.reply(469, null, [RECV_INFO]);
      else if (kind === 'report' && session.isEstablished()) this.#receive(request);
      else receive(request);
    };
  }

  /** Our 2xx to an offer of theirs, and each copy of it, says that we take reports. */
  #list(request: Pick<StackRequest, 'reply'>): void {
    const reply = request.reply.bind(request);
    request.reply = (status, reason, headers, ...rest): void => {
      const isYes = status >= 200 && status < 300;
      reply(status, reason, isYes ? [...(headers ?? []), RECV_INFO] : headers, ...rest);
    };
  }

  #receive(request: StackRequest): void {
    const isReport = isReportBody(request.getHeaders('content-type'), request.getHeaders('content-encoding'));
    if (!isReport) {
      request.reply(415, null, [`Accept: ${REPORT_TYPE}`]);
      return;
    }
    const hasRoom = this.#intake.hasRoom(Date.now());
    const sent = hasRoom ? readReport(request.body ?? '') : undefined;
    if (hasRoom && sent === undefined) {
      request.reply(400, `No ${PACKAGE}`);
      return;
    }
    request.reply(200);
    const report = sent && this.#intake.take(sent);
    if (report !== undefined && !this.#isOver) this.#on.said({ kind: 'theyTold', report });
  }
}
