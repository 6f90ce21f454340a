// A SIP message as a start line and an ordered list of headers (RFC 3261 section 7).
// Owns reading and rewriting of headers, always into a new message; refuses to parse or to serialize.

/** A header as `[canonical name, value]`; the order of the list is the order on the wire. */
export type Header = readonly [name: string, value: string];

interface MessageParts {
  readonly headers: readonly Header[];
  readonly body: string;
}

export interface SipRequest extends MessageParts {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
}

export interface SipResponse extends MessageParts {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

export type SipMessage = SipRequest | SipResponse;

/** The first value of a header, by canonical name. */
export function headerOf(message: MessageParts, name: string): string | undefined {
  return message.headers.find(([key]) => key === name)?.[1];
}

/** Every value of a header, topmost first. */
export function headersOf(message: MessageParts, name: string): string[] {
  return message.headers.filter(([key]) => key === name).map(([, value]) => value);
}

/** The same message with one header on top of all others (a Via, a Record-Route). */
export function withTopHeader<M extends MessageParts>(message: M, name: string, value: string): M {
  return { ...message, headers: [[name, value] as const, ...message.headers] };
}

/** The same message with exactly one value for a header, in the place of the first or at the end. */
export function withHeader<M extends MessageParts>(message: M, name: string, value: string): M {
  const at = message.headers.findIndex(([key]) => key === name);
  const rest = message.headers.filter(([key]) => key !== name);
  const position = at === -1 ? rest.length : at;
  return {
    ...message,
    headers: [...rest.slice(0, position), [name, value] as const, ...rest.slice(position)],
  };
}

/** The same message without the topmost value of a header. */
export function withoutTopHeader<M extends MessageParts>(message: M, name: string): M {
  const at = message.headers.findIndex(([key]) => key === name);
  return { ...message, headers: message.headers.filter((_, index) => index !== at) };
}

/** The same message without any of the named headers. */
export function withoutHeaders<M extends MessageParts>(message: M, ...names: string[]): M {
  return { ...message, headers: message.headers.filter(([key]) => !names.includes(key)) };
}
