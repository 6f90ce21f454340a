// A call between two raw phones, as either of them knows it: what it takes to ask within it, honestly or not.
import { type Header, type SipMessage, headerOf, headersOf } from '../../../../server/sip/message.ts';
import { parseNameAddr } from '../../../../server/sip/name-addr.ts';
import { type RawPhone, type Wanted, aor } from './raw-phone.ts';

/** One end's half of a dialogue (RFC 3261 section 12). */
export interface Half {
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  readonly target: string;
  readonly routes: readonly string[];
}

export interface RawCall {
  readonly caller: Half;
  readonly callee: Half;
}

const targetOf = (message: SipMessage): string =>
  parseNameAddr(headerOf(message, 'Contact') ?? '')?.uri ?? '';

/** A request within the dialogue. */
export function within(half: Half, method: string, more: Partial<Wanted> = {}): Wanted {
  const route = half.routes.map((one): Header => ['Route', one]);
  const { callId, from, to, target } = half;
  return { method, uri: target, callId, from, to, ...more, headers: [...route, ...(more.headers ?? [])] };
}

/** The first calls the second, which answers. Throws where that does not come about. */
export async function talk(caller: RawPhone, callee: RawPhone): Promise<RawCall> {
  const request = await caller.dial({ method: 'INVITE', uri: aor(callee.user) });
  const arrived = await callee.requestThatCame('INVITE');
  await callee.reply(arrived, 200);
  const answer = await caller.answerTo(request);
  if (answer?.status !== 200) throw new Error(`no call: ${String(answer?.status)}`);
  const callId = headerOf(request, 'Call-ID') ?? '';
  const [from, to] = [headerOf(answer, 'From') ?? '', headerOf(answer, 'To') ?? ''];
  const call = {
    caller: {
      callId,
      from,
      to,
      target: targetOf(answer),
      routes: headersOf(answer, 'Record-Route').reverse(),
    },
    callee: {
      callId,
      from: to,
      to: from,
      target: targetOf(arrived),
      routes: headersOf(arrived, 'Record-Route'),
    },
  };
  const cseq = Number.parseInt(headerOf(request, 'CSeq') ?? '', 10);
  await caller.send(caller.compose(within(call.caller, 'ACK', { cseq })));
  await callee.requestThatCame('ACK');
  return call;
}
