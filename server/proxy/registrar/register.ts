// What a REGISTER does to the bindings (RFC 3261 section 10.3).
// Owns expiry limits, `Contact: *` and the order of requests; refuses to authenticate (see authenticator.ts).
import { headerOf, headersOf, type Header, type SipRequest, type SipResponse } from '../../sip/message.ts';
import { parseNameAddr, type NameAddr } from '../../sip/name-addr.ts';
import { createResponse } from '../../sip/response.ts';
import { parseVia } from '../../sip/via.ts';
import type { RegistrationRule } from '../manners.ts';
import type { Bindings, Binding } from './bindings.ts';

/** Seconds. */
export interface RegisterLimits {
  readonly min: number;
  readonly max: number;
  readonly preferred: number;
}

export const DEFAULT_REGISTER_LIMITS: RegisterLimits = { min: 10, max: 3600, preferred: 600 };

/** Contacts and flows of one extension, where the server has no smaller number: one call must not become thousands. */
const MOST_BINDINGS = 10;
/** Characters of a contact URI. */
const LONGEST_CONTACT = 1024;

export interface RegisterContext {
  readonly bindings: Bindings;
  readonly limits: RegisterLimits;
  readonly rule: RegistrationRule;
  readonly user: string;
  readonly connectionId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Called for each contact that was replaced: by a new one of the same instance, or by itself on another flow. */
  readonly onReplaced: (old: Binding, saved: Binding) => void;
}

function wantedSeconds(contact: NameAddr, request: SipRequest, limits: RegisterLimits): number {
  const text = contact.parameters.get('expires') ?? headerOf(request, 'Expires') ?? '';
  return /^\d{1,10}$/.test(text) ? Number(text) : limits.preferred;
}

function contactList(context: RegisterContext): Header[] {
  return context.bindings.of(context.user).map((binding): Header => {
    const instance = binding.instance === undefined ? '' : `;+sip.instance="${binding.instance}"`;
    const flow = binding.regId === undefined ? '' : `;reg-id=${binding.regId}`;
    const left = Math.max(1, Math.round((binding.expiresAt - context.now) / 1000));
    return ['Contact', `<${binding.contact}>;expires=${String(left)}${instance}${flow}`];
  });
}

function branchOf(request: SipRequest): string {
  return parseVia(headerOf(request, 'Via'))?.branch ?? '';
}

/** RFC 3261 section 10.3 step 7; the very same request, sent again over a new flow, is in order. */
function isOutOfOrder(context: RegisterContext, request: SipRequest): boolean {
  const callId = headerOf(request, 'Call-ID') ?? '';
  const cseq = Number.parseInt(headerOf(request, 'CSeq') ?? '0', 10);
  const branch = branchOf(request);
  return context.bindings
    .of(context.user)
    .some(
      (old) => old.callId === callId && (old.cseq > cseq || (old.cseq === cseq && old.branch !== branch)),
    );
}

/** Whether the phone keeps flows as RFC 5626 has it (section 4.2: `outbound` among what it supports). */
function supportsOutbound(request: SipRequest): boolean {
  return headersOf(request, 'Supported').some((value) => /(?:^|,)\s*outbound\s*(?:,|$)/i.test(value));
}

/** The flow that a contact names, where the phone may have several. */
function regIdOf(contact: NameAddr, request: SipRequest): string | undefined {
  const regId = contact.parameters.get('reg-id');
  const isFlow = regId !== undefined && /^\d{1,9}$/.test(regId) && contact.parameters.has('+sip.instance');
  return isFlow && supportsOutbound(request) ? regId : undefined;
}

function accept(request: SipRequest, context: RegisterContext): SipResponse {
  const contacts = headersOf(request, 'Contact').map(parseNameAddr);
  const hasFlows = contacts.some(
    (contact) => contact !== undefined && regIdOf(contact, request) !== undefined,
  );
  const outbound: Header[] = hasFlows ? [['Require', 'outbound']] : [];
  return createResponse(request, 200, [
    ...outbound,
    ['Supported', 'outbound'],
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
    regId: regIdOf(contact, request),
    branch: branchOf(request),
  };
  for (const old of context.bindings.save(binding)) {
    if (old.contact !== binding.contact || old.connectionId !== binding.connectionId)
      context.onReplaced(old, binding);
  }
}

/** Makes room for new contacts where the server pushes old ones out; false where it refuses one more. */
function hasRoom(
  contacts: readonly NameAddr[],
  wanted: readonly number[],
  context: RegisterContext,
): boolean {
  const { maxContacts, whenFull } = context.rule;
  if (maxContacts === undefined) return true;
  const known = context.bindings.of(context.user);
  const isNew = ({ uri, parameters }: NameAddr): boolean =>
    !known.some(
      (old) =>
        old.contact === uri ||
        (old.instance !== undefined && old.instance === parameters.get('+sip.instance')),
    );
  const added = contacts.filter((contact, index) => (wanted[index] ?? 0) > 0 && isNew(contact)).length;
  if (added === 0 || known.length + added <= maxContacts) return true;
  if (whenFull === 'refuse') return false;
  for (const old of known.slice(Math.max(0, maxContacts - added)))
    context.bindings.remove(old.user, old.contact);
  return true;
}

/** Whether a REGISTER takes contacts away and adds none. */
export function isGoodbye(request: SipRequest): boolean {
  const contacts = headersOf(request, 'Contact');
  const seconds = (value: string): string | undefined =>
    parseNameAddr(value)?.parameters.get('expires') ?? headerOf(request, 'Expires');
  return contacts.length > 0 && contacts.every((value) => seconds(value) === '0');
}

/** Applies an authenticated REGISTER and gives its response: 200, 400, 403, 423 or 500. */
export function applyRegister(request: SipRequest, context: RegisterContext): SipResponse {
  const values = headersOf(request, 'Contact');
  if (values.length === 0) return accept(request, context);
  if (isOutOfOrder(context, request)) return createResponse(request, 500);
  if (values.includes('*')) {
    if (values.length > 1 || headerOf(request, 'Expires') !== '0') return createResponse(request, 400);
    context.bindings.removeUser(context.user);
    return accept(request, context);
  }
  const contacts = values.map(parseNameAddr).filter((contact) => contact !== undefined);
  const isTooLong = contacts.some(({ uri }) => uri.length > LONGEST_CONTACT);
  if (contacts.length !== values.length || contacts.length > 5 || isTooLong)
    return createResponse(request, 400);
  const wanted = contacts.map((contact) => wantedSeconds(contact, request, context.limits));
  if (!hasRoom(contacts, wanted, context)) return createResponse(request, 403);
  if (wanted.some((seconds) => seconds > 0 && seconds < context.limits.min)) {
    return createResponse(request, 423, [['Min-Expires', String(context.limits.min)]]);
  }
  contacts.forEach((contact, index) => {
    const seconds = wanted[index] ?? 0;
    if (seconds === 0) context.bindings.remove(context.user, contact.uri, regIdOf(contact, request));
    else save(contact, seconds, request, context);
  });
  context.bindings.trim(context.user, MOST_BINDINGS);
  return accept(request, context);
}
