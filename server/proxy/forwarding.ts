// How a request is rewritten before it goes on (RFC 3261 section 16.6).
// Owns Via, Record-Route, Max-Forwards and Route; pure. Where it goes is decided in routing.ts.
import { headerOf, withHeader, withoutHeaders, withTopHeader, type SipRequest } from '../sip/message.ts';
import { tagOf } from '../sip/name-addr.ts';
import { withoutCredentials } from './trust-boundary.ts';

export interface ForwardOptions {
  /** The name by which this proxy stands in Via and Record-Route. */
  readonly proxyHost: string;
  readonly branch: string;
  /** The new Request-URI. */
  readonly target: string;
  /** What Record-Route says of the dialog that the request may begin (see dialogs.ts). */
  readonly mark: string | undefined;
}

const DIALOG_FORMING: ReadonlySet<string> = new Set(['INVITE', 'SUBSCRIBE', 'REFER', 'NOTIFY']);

/** Whether a request may begin a dialog or a subscription. */
export function mayBegin(request: SipRequest): boolean {
  return DIALOG_FORMING.has(request.method) && !isInDialog(request);
}

/** True where the request belongs to a dialog that exists already. */
export function isInDialog(request: SipRequest): boolean {
  return tagOf(headerOf(request, 'To')) !== undefined;
}

/** The request as the next hop gets it, without any credentials. */
export function forwardedRequest(request: SipRequest, options: ForwardOptions): SipRequest {
  const hops = Number(headerOf(request, 'Max-Forwards') ?? '70') - 1;
  const bare = withoutHeaders(withoutCredentials({ ...request, uri: options.target }), 'Route');
  const limited = withHeader(bare, 'Max-Forwards', String(Math.max(hops, 0)));
  const via = `SIP/2.0/WS ${options.proxyHost};branch=${options.branch}`;
  if (!mayBegin(request)) return withTopHeader(limited, 'Via', via);
  const mark = options.mark === undefined ? '' : `;d=${options.mark}`;
  const recorded = withTopHeader(
    limited,
    'Record-Route',
    `<sip:${options.proxyHost};transport=ws;lr${mark}>`,
  );
  return withTopHeader(recorded, 'Via', via);
}

/** The CANCEL or the ACK to a refusal for a request that this proxy has sent (RFC 3261 sections 9.1, 17.1.1.3). */
export function hopByHop(sent: SipRequest, method: 'CANCEL' | 'ACK', to?: string): SipRequest {
  const sequence = Number.parseInt(headerOf(sent, 'CSeq') ?? '0', 10);
  const kept = sent.headers.filter(([name]) => ['From', 'To', 'Call-ID', 'Reason'].includes(name));
  const headers = kept.map(([name, value]) => [name, name === 'To' ? (to ?? value) : value] as const);
  return {
    kind: 'request',
    method,
    uri: sent.uri,
    headers: [
      ['Via', headerOf(sent, 'Via') ?? ''],
      ['Max-Forwards', '70'],
      ...headers,
      ['CSeq', `${String(sequence)} ${method}`],
    ],
    body: '',
  };
}
