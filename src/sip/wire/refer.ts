// The headers and the body of REFER and its NOTIFYs (RFC 3515, RFC 3420, RFC 3891, RFC 3892, RFC 4488), read leniently and written strictly. Pure.
import { parseSipUri } from '../sip-uri.ts';
import type { Dialog, TransferTarget } from '../transfer.ts';
import { readAddress, readUri } from './address.ts';
import { listValues, parameterOf } from './list-values.ts';
import { readReplaces } from './replaces.ts';

/** Every value of a header; its name in lower case. */
export type HeaderOf = (name: string) => readonly string[];

/** What a NOTIFY says of a REFER. */
export interface ReferNotice {
  /** The CSeq number of the REFER that it is about; undefined where it names none. */
  readonly id: number | undefined;
  /** Of the call that the far side makes: 100 to 699; undefined where the body tells none. */
  readonly statusCode: number | undefined;
  readonly reasonPhrase: string | undefined;
  /** No other will follow. */
  readonly isLast: boolean;
  /** How long the subscription goes on; undefined where it does not say. */
  readonly expiresSeconds: number | undefined;
}

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,10}$/u.test(text) ? Number(text) : undefined;

/** The status in a body of `message/sipfrag` (RFC 3420): in its first line, as far as that is one. */
export function readSipfrag(body: string): Pick<ReferNotice, 'statusCode' | 'reasonPhrase'> {
  const [line = ''] = body.trimStart().split(/\r?\n/u);
  const [, code = '', phrase = ''] = /^SIP\/\d\.\d[ \t]+(\d{3})(?!\d)(.*)$/iu.exec(line) ?? [];
  const statusCode = Number(code);
  if (statusCode < 100 || statusCode > 699) return { statusCode: undefined, reasonPhrase: undefined };
  const reasonPhrase = phrase.trim();
  return { statusCode, reasonPhrase: reasonPhrase === '' ? undefined : reasonPhrase };
}

/** Reads a NOTIFY; undefined where it is about something else than a REFER. */
export function readReferNotice(header: HeaderOf, body: string): ReferNotice | undefined {
  const [event = ''] = header('event');
  if ((listValues(event, ';')[0] ?? '').toLowerCase() !== 'refer') return undefined;
  const [state = ''] = header('subscription-state');
  return {
    ...readSipfrag(body),
    id: wholeNumber(parameterOf(event, 'id')),
    isLast: (listValues(state, ';')[0] ?? '').toLowerCase() === 'terminated',
    expiresSeconds: wholeNumber(parameterOf(state, 'expires')),
  };
}

/** Whether it says that no subscription comes of the REFER (RFC 4488 4). */
export function refusesSubscription(header: HeaderOf): boolean {
  return header('refer-sub').some((value) => (listValues(value, ';')[0] ?? '').toLowerCase() === 'false');
}

/** The header that names a dialog to the far side of it (RFC 3891 6.1): there our tag is the one that requests come from. */
export function replacesOf({ callId, localTag, remoteTag }: Dialog): string {
  return `${callId};to-tag=${remoteTag};from-tag=${localTag}`;
}

/** Whether a text can stand between angle brackets. */
const isBracketable = (uri: string): boolean => /^sips?:[^<>"\s?]+$/iu.test(uri);

/** A SIP URI apart from its headers, which may have marks in them that should have been escaped. */
function headersApart(uri: string): readonly [bare: string, headers: string] {
  const mark = uri.indexOf('?', uri.indexOf('@') + 1);
  return mark === -1 ? [uri, ''] : [uri.slice(0, mark), uri.slice(mark + 1)];
}

/** The Refer-To header for a target; undefined where its URI can't be written in one. */
export function referToOf(target: TransferTarget): string | undefined {
  const [bare] = headersApart('uri' in target ? target.uri : target.replaces.remoteTarget);
  const uri = bare.replaceAll('?', '%3F');
  if (!isBracketable(uri) || parseSipUri(uri) === undefined) return undefined;
  // Every mark of a Call-ID or a tag that means something in a URI is escaped (RFC 3261 19.1.1).
  const headers = 'uri' in target ? '' : `?Replaces=${encodeURIComponent(replacesOf(target.replaces))}`;
  return `<${uri}${headers}>`;
}

/**
 * By which URI the far side of a dialog can be called by somebody else (RFC 5589 7.3): its contact where that is a GRUU, else its address;
 * a contact of a browser leads nowhere. Where the address names nobody, the contact after all.
 */
export function callableTarget(contact: string, address: string): string {
  const { params } = readUri(contact);
  if (parameterOf(`;${params}`, 'gr') !== undefined) return contact;
  const { scheme, user, host } = readUri(address);
  const isNobody = user === undefined || /^anonymous$/iu.test(user) || /(?:^|\.)invalid$/u.test(host);
  return isNobody || !/^sips?$/u.test(scheme) ? contact : (address.split(';')[0] ?? address);
}

/** Whom a REFER asks to be called. */
export interface ReferTo {
  /** With its parameters, without headers, method and `maddr`. */
  readonly uri: string;
  readonly displayName: string;
  /** The value of the Replaces header to send, unescaped. */
  readonly replaces: string | undefined;
}

/** Why a REFER can't be followed: the status to refuse it with. */
export interface Unfollowable {
  readonly statusCode: 400 | 416 | 603;
  readonly reasonPhrase: string;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The Replaces among the headers of a URI. Any other is left out: who asks may not write our headers (RFC 3261 19.1.5). */
function replacesIn(headers: string): string | undefined {
  for (const header of headers.split('&')) {
    const equals = header.indexOf('=');
    if (header.slice(0, Math.max(equals, 0)).toLowerCase() === 'replaces')
      return decoded(header.slice(equals + 1)) ?? '';
  }
  return undefined;
}

/**
 * Without the method, and without a way of its own (`maddr`, RFC 3261 19.1.1): the call goes to whom the person was asked about. Behind the
 * user, which may have the same marks.
 */
function callableUri(uri: string): string {
  const host = uri.indexOf('@') + 1;
  return uri.slice(0, host) + uri.slice(host).replace(/;(?:method|maddr)=[^;]*/giu, '');
}

/** Reads the Refer-To of a REFER (RFC 3515 2.4.2): exactly one, of SIP, for an INVITE. */
export function readReferTo(values: readonly string[]): ReferTo | Unfollowable {
  const all = values.flatMap((value) => listValues(value));
  const [value = ''] = all;
  if (all.length !== 1) return { statusCode: 400, reasonPhrase: 'One Refer-To Is Needed' };
  const address = readAddress(value);
  const { scheme, host, params } = readUri(address.uri);
  if (!address.isWhole) return { statusCode: 400, reasonPhrase: 'Unreadable Refer-To' };
  if (scheme !== 'sip' && scheme !== 'sips')
    return { statusCode: 416, reasonPhrase: 'Unsupported URI Scheme' };
  const [written, headers] = headersApart(address.uri);
  const uri = callableUri(written);
  if (host === '' || !isBracketable(uri) || parseSipUri(uri) === undefined)
    return { statusCode: 400, reasonPhrase: 'Unreadable Refer-To' };
  const method = parameterOf(`;${params}`, 'method') ?? 'INVITE';
  if (method.toUpperCase() !== 'INVITE') return { statusCode: 603, reasonPhrase: 'Decline' };
  const replaces = replacesIn(headers);
  if (replaces !== undefined && !isHeaderValue(replaces))
    return { statusCode: 400, reasonPhrase: 'Invalid Replaces' };
  return { uri, displayName: address.displayName, replaces };
}

/** One line, which names a dialog. */
function isHeaderValue(replaces: string): boolean {
  return replaces.length <= 1024 && /^[!-~ ]+$/u.test(replaces) && readReplaces(replaces) !== undefined;
}
