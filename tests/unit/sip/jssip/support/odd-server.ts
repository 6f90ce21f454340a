// A server of the memory network with one rule of its own: what it answers to each request, and to CRLF.
import type { Header, SipRequest } from '../../../../../server/sip/message.ts';
import { headerOf } from '../../../../../server/sip/message.ts';
import { parseMessage } from '../../../../../server/sip/parse-message.ts';
import { createResponse } from '../../../../../server/sip/response.ts';
import { serializeMessage } from '../../../../../server/sip/serialize-message.ts';
import type { MemoryConnection } from '../../../../doubles/sip/memory-connection.ts';
import type { MemoryNetwork } from '../../../../doubles/sip/memory-network.ts';

/** A status, with headers where given; `silent`, or an end of the connection. */
export type Answer = number | 'silent' | 'closes' | readonly [status: number, headers: readonly Header[]];
export type Rule = (request: SipRequest, connection: MemoryConnection) => Answer;

export const isQuery = (request: SipRequest): boolean =>
  request.method === 'REGISTER' && headerOf(request, 'Contact') === undefined;

/** The contact that a REGISTER gave, as a registrar lists it. */
export const contactIn = (request: SipRequest): string =>
  `${(headerOf(request, 'Contact') ?? '').replace(/;expires=\d+/u, '')};expires=600`;

/** Accepts every REGISTER, answers every question, and lets calls wait. */
export const wellBehaved: Rule = (request) => {
  if (request.method === 'INVITE') return 'silent';
  return request.method === 'REGISTER' && !isQuery(request) ? [200, [['Contact', contactIn(request)]]] : 200;
};

/** Serves `url` by a rule. */
export function serve(
  network: MemoryNetwork,
  url: string,
  rule: Rule,
  crlf: 'answers' | 'silent' | 'closes' = 'answers',
): void {
  network.listen(url, (connection) => {
    connection.onmessage = (data): void => {
      const text = String(data);
      if (text === '\r\n\r\n' && crlf === 'answers') connection.send('\r\n');
      if (text === '\r\n\r\n' && crlf === 'closes') connection.close(1002);
      const request = parseMessage(text);
      if (request?.kind !== 'request') return;
      const answer = rule(request, connection);
      if (answer === 'closes') connection.close(1002);
      if (typeof answer === 'string') return;
      const [status, headers] = typeof answer === 'number' ? [answer, []] : answer;
      connection.send(serializeMessage(createResponse(request, status, [...headers])));
    };
  });
}

/** Every request of this method that a server was sent; REGISTERs that only ask left out. */
export function requestsTo(network: MemoryNetwork, method: string, url?: string): readonly SipRequest[] {
  return network.wire
    .filter((one) => one.direction === 'toServer' && (url === undefined || one.url === url))
    .flatMap(({ data }) => parseMessage(String(data)) ?? [])
    .filter((one): one is SipRequest => one.kind === 'request' && one.method === method && !isQuery(one));
}
