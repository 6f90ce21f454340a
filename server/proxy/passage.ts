// Whether a request within a dialog may pass: it leads to the other party, comes from one of the two, and says so.
// Owns the verdict; which dialogs have begun is in dialogs.ts, where a request leads in routing.ts.
import { headerOf, type SipRequest } from '../sip/message.ts';
import { parseNameAddr } from '../sip/name-addr.ts';
import { parseSipUri } from '../sip/uri.ts';
import type { Connection } from './connection.ts';
import type { Dialogs } from './dialogs.ts';
import type { LegTarget } from './invite/leg.ts';
import { route, type RoutingTables, type Target } from './routing.ts';

export interface PassageRules {
  readonly domain: string;
  readonly tables: RoutingTables;
  readonly dialogs: Dialogs;
  /** The open flows among these. */
  readonly open: (targets: readonly Target[]) => readonly LegTarget[];
}

/** A response comes from whom its request went to; where a flow is not proven yet, the branch that it names is their secret. */
export function mayAnswerFor(callee: string | undefined, { user, trusted }: Connection): boolean {
  return trusted || user === undefined || user === callee;
}

/** Whose phone is called, as an extension; undefined where nobody knows. */
export function ownerOf({ connection, uri }: LegTarget, { aliases }: RoutingTables): string | undefined {
  return connection.user ?? aliases.userOf(uri);
}

/**
 * Whether From can be its sender's: its address, a contact of its that was called directly, or what one of this server's further
 * names stands for (see personality/edge).
 */
function isOwnFrom(request: SipRequest, sender: string, { domain, tables }: PassageRules): boolean {
  const text = parseNameAddr(headerOf(request, 'From') ?? '')?.uri ?? '';
  const uri = parseSipUri(text);
  const owner = tables.aliases.userOf(text);
  if (uri === undefined || owner !== undefined) return owner === sender;
  if (!tables.ownHosts.has(uri.host)) return false;
  return uri.user === sender || (uri.host !== domain && !tables.isExtension(uri.user));
}

/**
 * Why a request of a phone within a dialog may not pass, as a status, or undefined: it leads nowhere (404, 480), its sender says to
 * be another (403), or it is in no dialog of these two that has begun here (481). The server's own far end hands no From on.
 */
export function obstacleTo(request: SipRequest, sender: string, rules: PassageRules): number | undefined {
  const verdict = route(request.uri, rules.tables);
  if (verdict.kind === 'domain') return undefined; // answered here
  if (verdict.kind === 'refused') return verdict.status;
  const [target] = rules.open(verdict.targets);
  if (target === undefined) return 480;
  if (!target.connection.trusted && !isOwnFrom(request, sender, rules)) return 403;
  const peer = ownerOf(target, rules.tables);
  return peer !== undefined && rules.dialogs.allows(request, { sender, peer }) ? undefined : 481;
}
