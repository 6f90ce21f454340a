// Where a request goes (RFC 3261 section 16.5): to the flow behind a contact, or to every contact of an extension.
// Owns the decision; the tables are given to it.
import { parseSipUri } from '../sip/uri.ts';
import type { Aliases } from './aliases.ts';
import type { Binding, Bindings } from './registrar/bindings.ts';

export interface Target {
  readonly connectionId: string;
  /** The Request-URI for this target. */
  readonly uri: string;
  /** Further flows of the same user agent, to be tried one after the other (RFC 5626 section 5.3). */
  readonly others?: readonly Target[];
}

export type RoutingVerdict =
  | { readonly kind: 'targets'; readonly targets: readonly Target[] }
  | { readonly kind: 'domain' }
  | { readonly kind: 'refused'; readonly status: 404 | 416 | 480 };

export interface RoutingTables {
  readonly aliases: Aliases;
  readonly bindings: Bindings;
  readonly ownHosts: ReadonlySet<string>;
  readonly isExtension: (user: string) => boolean;
  /** The far end's contact for a number it plays, or undefined. */
  readonly farEnd: (number: string) => Target | undefined;
  /** The contact of the server's own desk, which stands between two phones (a B2BUA). */
  readonly desk: () => Target | undefined;
  /** True while a flow is open. */
  readonly isOpen: (connectionId: string) => boolean;
}

/** One target for each user agent: two flows of one instance are never used at the same time. */
function byInstance(bindings: readonly Binding[]): Target[] {
  const first = bindings.filter(
    ({ instance }, index) =>
      instance === undefined || bindings.findIndex((other) => other.instance === instance) === index,
  );
  const target = ({ connectionId, contact }: Binding): Target => ({ connectionId, uri: contact });
  return first.map((binding) => {
    const isOther = (other: Binding): boolean => other !== binding && other.instance === binding.instance;
    const others = binding.instance === undefined ? [] : bindings.filter(isOther);
    return { ...target(binding), others: others.map(target) };
  });
}

function routeNumber(user: string, tables: RoutingTables, standsBetween: boolean): RoutingVerdict {
  const farEnd =
    tables.farEnd(user) ?? (standsBetween && tables.isExtension(user) ? tables.desk() : undefined);
  if (farEnd !== undefined) return { kind: 'targets', targets: [farEnd] };
  if (!tables.isExtension(user)) return { kind: 'refused', status: 404 };
  const open = tables.bindings.of(user).filter((binding) => tables.isOpen(binding.connectionId));
  const targets = byInstance(open);
  return targets.length === 0 ? { kind: 'refused', status: 480 } : { kind: 'targets', targets };
}

/** A public GRUU (RFC 5627 section 5.3): one user agent of an extension, over the flow that it has now. */
function routeInstance(user: string, instance: string, tables: RoutingTables): RoutingVerdict {
  const open = tables.bindings.of(user).filter((binding) => tables.isOpen(binding.connectionId));
  const targets = byInstance(open.filter((binding) => binding.instance === `<${instance}>`));
  return targets.length === 0 ? { kind: 'refused', status: 480 } : { kind: 'targets', targets };
}

/**
 * Decides by the Request-URI alone: this proxy is the only one on the way. `standsBetween`: a call to an extension is
 * taken by the server's own desk, which calls the extension itself.
 */
export function route(requestUri: string, tables: RoutingTables, standsBetween = false): RoutingVerdict {
  const uri = parseSipUri(requestUri);
  if (uri === undefined) return { kind: 'refused', status: /^sips?:/i.test(requestUri) ? 404 : 416 };
  if (tables.ownHosts.has(uri.host)) {
    const instance = uri.parameters.get('gr');
    if (instance !== undefined && instance !== '') return routeInstance(uri.user, instance, tables);
    return uri.user === '' ? { kind: 'domain' } : routeNumber(uri.user, tables, standsBetween);
  }
  const latest = tables.aliases.connectionOf(requestUri);
  if (latest === undefined) return { kind: 'refused', status: 404 };
  const user = tables.aliases.userOf(requestUri) ?? '';
  const flows = [latest, ...tables.bindings.flowsOf(requestUri, user)];
  const connectionId = flows.find((flow) => tables.isOpen(flow));
  if (connectionId === undefined) return { kind: 'refused', status: 480 };
  return { kind: 'targets', targets: [{ connectionId, uri: requestUri }] };
}
