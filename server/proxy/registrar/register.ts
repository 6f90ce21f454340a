// What a REGISTER does to the bindings (RFC 3261 section 10.3).
// Owns expiry limits, `Contact: *` and the order of requests; refuses to authenticate (see authenticator.ts).
import { headerOf, headersOf, type Header, type SipRequest, type SipResponse } from '../../sip/message.ts';
import { parseNameAddr, type NameAddr } from '../../sip/name-addr.ts';
import { createResponse } from '../../sip/response.ts';
import type { Bindings, Binding } from './bindings.ts';

/** Seconds. */
export interface RegisterLimits {
  readonly min: number;
  readonly max: number;
  readonly preferred: number;
}

export const DEFAULT_REGISTER_LIMITS: RegisterLimits = { min: 10, max: 3600, preferred: 600 };

export interface RegisterContext {
  readonly bindings: Bindings;
  readonly limits: RegisterLimits;
  readonly user: string;
  readonly connectionId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Called for each contact that was replaced by a new one of the same instance. */
  readonly onReplaced: (old: Binding, saved: Binding) => void;
}

function wantedSeconds(contact: NameAddr, request: SipRequest, limits: RegisterLimits): number {
  const text = contact.parameters.get('expires') ?? headerOf(request, 'Expires') ?? '';
  return /^\d{1,10}$/.test(text) ? Number(text) : limits.preferred;
}

function contactList(context: RegisterContext): Header[] {
  return context.bindings.of(context.user).map((binding): Header => {
    const instance = binding.instance === undefined ? '' : `;+sip.instance="${binding.instance}"`;
    const left = Math.max(1, Math.round((binding.expiresAt - context.now) / 1000));
    return ['Contact', `<${binding.contact}>;expires=${String(left)}${instance}`];
  });
}

function isOutOfOrder(context: RegisterContext, callId: string, cseq: number): boolean {
  return context.bindings.of(context.user).some((old) => old.callId === callId && old.cseq >= cseq);
}

function accept(request: SipRequest, context: RegisterContext): SipResponse {
  return createResponse(request, 200, [
    ...contactList(context),
    ['Date', new Date(context.now).toUTCString()],
  ]);
}

function save(contact: NameAddr, seconds: number, request: SipRequest, context: RegisterContext): void {
  const binding: Binding = {
    user: context.user,
    contact: contact.uri,
    connectionId: context.connectionId,
    expiresAt: context.now + Math.min(seconds, context.limits.max) * 1000,
    callId: headerOf(request, 'Call-ID') ?? '',
    cseq: Number.parseInt(headerOf(request, 'CSeq') ?? '0', 10),
    instance: contact.parameters.get('+sip.instance'),
  };
  for (const old of context.bindings.save(binding)) {
    if (old.contact !== binding.contact) context.onReplaced(old, binding);
  }
}

/** Applies an authenticated REGISTER and gives its response: 200, 400, 423 or 500. */
export function applyRegister(request: SipRequest, context: RegisterContext): SipResponse {
  const values = headersOf(request, 'Contact');
  if (values.length === 0) return accept(request, context);
  const cseq = Number.parseInt(headerOf(request, 'CSeq') ?? '0', 10);
  if (isOutOfOrder(context, headerOf(request, 'Call-ID') ?? '', cseq)) return createResponse(request, 500);
  if (values.includes('*')) {
    if (values.length > 1 || headerOf(request, 'Expires') !== '0') return createResponse(request, 400);
    context.bindings.removeUser(context.user);
    return accept(request, context);
  }
  const contacts = values.map(parseNameAddr).filter((contact) => contact !== undefined);
  if (contacts.length !== values.length || contacts.length > 5) return createResponse(request, 400);
  const wanted = contacts.map((contact) => wantedSeconds(contact, request, context.limits));
  if (wanted.some((seconds) => seconds > 0 && seconds < context.limits.min)) {
    return createResponse(request, 423, [['Min-Expires', String(context.limits.min)]]);
  }
  contacts.forEach((contact, index) => {
    const seconds = wanted[index] ?? 0;
    if (seconds === 0) context.bindings.remove(context.user, contact.uri);
    else save(contact, seconds, request, context);
  });
  return accept(request, context);
}
