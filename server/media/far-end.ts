// The far end of the demo: JsSIP itself, in Node, playing every number of the table (ADR 2).
// Owns the UA and its socket; desk.ts chooses what a call gets, bridge.ts joins two phones.
import JsSIP from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { Connection } from '../proxy/connection.ts';
import { Bridge } from './bridge.ts';
import { Desk, type DeskOptions } from './desk.ts';
import { createEarlyMedia } from './jssip/early-media.ts';
import { installJsSipGlobals } from './jssip/jssip-globals.ts';
import { createPseudoSocket } from './jssip/pseudo-socket.ts';
import { createQuietRinging } from './jssip/quiet-ringing.ts';
import { inOrder } from './jssip/taps.ts';
import { CallLedger } from './ledger.ts';
import { codeOf } from './numbers.ts';

export interface FarEndOptions extends DeskOptions {
  /** Takes what the far end sends. */
  readonly receive: (connection: Connection, text: string) => void;
  /** From the 183 of early media to its 200, in ms. */
  readonly earlyMediaMs?: number;
}

export interface FarEnd {
  readonly connection: Connection;
  /** The contact to which the proxy sends the calls of the table. */
  readonly contact: string;
  readonly ledger: CallLedger;
  /** Sends a request that belongs to no call, as it stands. */
  send(text: string): void;
  stop(): void;
}

const RING_FOR_EVER_SECONDS = 24 * 3600;

function isEarly(number: string): boolean {
  const code = codeOf(number);
  return code === 'early-media' || code === 'early-without-ringing';
}

/** Whether a call to this number is answered, or passed on, without a 180 of its own. */
function isQuiet(number: string, ringsFirst: boolean): boolean {
  const code = codeOf(number);
  if (code === undefined || code === 'early-without-ringing') return true;
  return !ringsFirst && code !== 'rings';
}

/** Starts the far end. One call whose handling fails is told to `onError`; the others go on. */
export function startFarEnd(options: FarEndOptions): FarEnd {
  installJsSipGlobals();
  const ringing = createQuietRinging((number) => isQuiet(number, options.style?.ringsFirst !== false));
  const early = createEarlyMedia({ isEarly, delayMs: options.earlyMediaMs ?? 3000 });
  const { socket, connection } = createPseudoSocket({
    receive: options.receive,
    tap: inOrder(ringing.tap, early),
    onError: options.onError,
  });
  const contact = `sip:far-end@${options.domain.replace(/\./g, '-')}.far-end.invalid;transport=ws`;
  const ua = new JsSIP.UA({
    sockets: socket as unknown as JsSIP.Socket,
    uri: `sip:600@${options.domain}`,
    contact_uri: contact,
    user_agent: 'Bothways demo',
    register: false,
    session_timers: false,
    no_answer_timeout: RING_FOR_EVER_SECONDS,
  });
  const ledger = new CallLedger();
  const send = (text: string): void => {
    setImmediate(options.receive, connection, text);
  };
  const desk = new Desk({ ua, ledger, send, ring: (callId) => ringing.release(callId) }, options);
  const bridge = new Bridge(desk);
  ua.on('newRTCSession', (event: { originator: unknown; session: RTCSession }) => {
    if (event.originator !== 'remote') return;
    const isNumber = codeOf(event.session.local_identity.uri.user) !== undefined;
    if (isNumber) desk.incoming(event.session);
    else bridge.incoming(event.session);
  });
  ua.start();
  return {
    connection,
    contact,
    ledger,
    send,
    stop: () => {
      desk.close();
      ua.stop();
    },
  };
}
