// The registrar and proxy of the demo (RFC 3261 sections 10 and 16, RFC 7118): one `receive` for each message.
// Owns the order of the checks and the open flows. INVITE keeps state (invites.ts), all else is forwarded without.
import { systemClock, type Clock } from '../shared/clock.ts';
import { headerOf, withoutTopHeader, type SipRequest, type SipResponse } from '../sip/message.ts';
import { parseNameAddr } from '../sip/name-addr.ts';
import { parseMessage } from '../sip/parse-message.ts';
import { createResponse } from '../sip/response.ts';
import { serializeMessage } from '../sip/serialize-message.ts';
import { parseSipUri } from '../sip/uri.ts';
import { parseVia } from '../sip/via.ts';
import { Aliases } from './aliases.ts';
import type { Authenticator } from './authenticator.ts';
import { Bindings } from './registrar/bindings.ts';
import { readBranch, statelessBranch } from './branch.ts';
import type { Connection, FlowEnd } from './connection.ts';
import { forwardedRequest, isInDialog } from './forwarding.ts';
import { Invites } from './invite/invites.ts';
import type { LegTarget } from './invite/leg.ts';
import { DEMO_MANNERS, type Manners } from './manners.ts';
import {
  applyRegister,
  DEFAULT_REGISTER_LIMITS,
  isGoodbye,
  type RegisterLimits,
} from './registrar/register.ts';
import { route, type RoutingTables, type Target } from './routing.ts';
import { transactionEntry, type TransactionLog } from './transaction-log.ts';
import { defectOf } from './validation.ts';
import { WaysBack } from './ways-back.ts';

export interface ProxyOptions {
  /** The SIP domain; its name is also the digest realm. */
  readonly domain: string;
  readonly authenticator: Authenticator;
  readonly isExtension: (user: string) => boolean;
  /** The far end's contact for a demo number. */
  readonly farEnd?: (number: string) => Target | undefined;
  /** The contact of the server's own desk, where it stands between two phones (see Manners). */
  readonly desk?: () => Target | undefined;
  /** Further host names of its own. */
  readonly alsoKnownAs?: readonly string[];
  /** Told of each contact that was registered or refreshed, once its answer is on the way. */
  readonly onRegistered?: (user: string, contact: string) => void;
  readonly log?: TransactionLog;
  readonly clock?: Clock;
  readonly registerLimits?: RegisterLimits;
  /** How it behaves where servers differ; the demo's own manners unless given. */
  readonly manners?: Manners;
  /** Milliseconds; see InviteEnvironment. */
  readonly timerCMs?: number;
  readonly cancelGraceMs?: number;
  readonly flowGraceMs?: number;
}

const ALLOW = 'INVITE, ACK, CANCEL, BYE, OPTIONS, MESSAGE, INFO, UPDATE, REFER, NOTIFY, SUBSCRIBE, REGISTER';

export class Proxy {
  readonly bindings: Bindings;
  readonly #aliases = new Aliases();
  readonly #connections = new Map<string, Connection>();
  readonly #waysBack = new WaysBack();
  /** Flows whose phone has unregistered: nobody comes back for them. */
  readonly #leaving = new Set<string>();
  readonly #invites: Invites;
  readonly #tables: RoutingTables;
  readonly #proxyHost: string;
  readonly #clock: Clock;
  readonly #manners: Manners;

  constructor(private readonly options: ProxyOptions) {
    this.#manners = options.manners ?? DEMO_MANNERS;
    this.#clock = options.clock ?? systemClock;
    this.#proxyHost = `pbx.${options.domain}`;
    this.bindings = new Bindings(this.#clock);
    this.#invites = new Invites({
      proxyHost: this.#proxyHost,
      timerCMs: options.timerCMs ?? 200_000,
      cancelGraceMs: options.cancelGraceMs ?? 32_000,
      flowGraceMs: options.flowGraceMs ?? 10_000,
      isOpen: ({ id }) => this.#connections.has(id),
      answeredElsewhere: this.#manners.answeredElsewhere,
      keepMs: 32_000,
    });
    this.#tables = {
      aliases: this.#aliases,
      bindings: this.bindings,
      ownHosts: new Set([
        options.domain,
        this.#proxyHost,
        ...['localhost', '127.0.0.1', '[::1]'],
        ...(options.alsoKnownAs ?? []),
      ]),
      isExtension: options.isExtension,
      farEnd: options.farEnd ?? (() => undefined),
      desk: options.desk ?? (() => undefined),
      isOpen: (connectionId) => this.#connections.has(connectionId),
    };
  }

  /** A flow has opened. */
  attach(connection: Connection): void {
    this.#connections.set(connection.id, connection);
  }

  /** A flow has ended: its contacts can no longer be reached over it. */
  detach(connection: Connection, end: FlowEnd): void {
    this.#connections.delete(connection.id);
    this.bindings.removeConnection(connection.id);
    const hasLeft = this.#leaving.delete(connection.id);
    this.#invites.connectionLost(connection, hasLeft ? 'closed' : end);
  }

  /** Teaches the way to a contact that never registers: the far end's. */
  learnContact(uri: string, connection: Connection): void {
    this.#aliases.learn(uri, connection.user ?? '', connection.id);
  }

  /** Takes one message of a flow. What is not SIP is dropped. */
  receive(connection: Connection, text: string): void {
    const message = parseMessage(text);
    if (message === undefined) return;
    if (message.kind === 'response') this.#response(connection, message);
    else this.#request(connection, message);
  }

  /** Stops every timer. */
  dispose(): void {
    this.#invites.dispose();
  }

  #request(connection: Connection, request: SipRequest): void {
    const defect = defectOf(request);
    if (defect === 'unanswerable') return;
    if (defect !== undefined)
      this.#reply(connection, request, createResponse(request, defect.status, [], defect.reason));
    else if (request.method === 'CANCEL') this.#cancel(connection, request);
    else if (request.method === 'ACK') this.#ack(connection, request);
    else if (request.method === 'INVITE' && this.#isRepeated(connection, request)) return;
    else if (this.#isKnownSender(connection, request)) this.#serve(connection, request);
  }

  #cancel(connection: Connection, request: SipRequest): void {
    const transaction = this.#invites.find(connection, request);
    this.#reply(connection, request, createResponse(request, transaction === undefined ? 481 : 200));
    transaction?.cancel();
  }

  /** An INVITE that came before, perhaps over another flow, gets the last response again and goes no further. */
  #isRepeated(connection: Connection, request: SipRequest): boolean {
    const known = this.#invites.find(connection, request);
    known?.repeat();
    return known !== undefined;
  }

  /** An ACK to a refusal ends here; an ACK to a 2xx is the dialog's and goes on. */
  #ack(connection: Connection, request: SipRequest): void {
    const isOurs = this.#invites.find(connection, request) !== undefined;
    const isKnown =
      connection.trusted ||
      connection.user !== undefined ||
      this.#invites.knowsCall(headerOf(request, 'Call-ID'));
    if (!isOurs && isInDialog(request) && isKnown) this.#forward(connection, request);
  }

  /** Challenges or refuses a sender that is not who its From says (RFC 3261 section 22.3). */
  #isKnownSender(connection: Connection, request: SipRequest): boolean {
    if (connection.trusted || this.#isOpenToAll(request)) return true;
    const isRegister = request.method === 'REGISTER';
    const claimed = this.#claimedUser(request);
    if (!isRegister && this.#isBelieved(connection, request, claimed)) return true;
    const { authenticator } = this.options;
    const verdict = authenticator.judge(request);
    if (verdict.kind === 'challenge') {
      const { status, header } = authenticator.challenge(request, verdict.stale);
      connection.send(serializeMessage(createResponse(request, status, [header])));
      return false;
    }
    if (verdict.kind === 'refused' || (verdict.user !== claimed && !isInDialog(request))) {
      this.#reply(connection, request, createResponse(request, 403));
      return false;
    }
    connection.user = verdict.user;
    return true;
  }

  /** A flow that has proven who it is needs no proof within a call, nor outside of one where the server trusts flows. */
  #isBelieved({ user }: Connection, request: SipRequest, claimed: string | undefined): boolean {
    if (user === undefined) return false;
    return isInDialog(request) || (this.#manners.believes === 'flow' && user === claimed);
  }

  #isOpenToAll(request: SipRequest): boolean {
    return (
      request.method === 'OPTIONS' &&
      this.#manners.optionsToDomain.isOpen &&
      !isInDialog(request) &&
      route(request.uri, this.#tables).kind === 'domain'
    );
  }

  /** Who the request says it is from; a REGISTER is about its To. */
  #claimedUser(request: SipRequest): string | undefined {
    const value = headerOf(request, request.method === 'REGISTER' ? 'To' : 'From');
    return parseSipUri(parseNameAddr(value ?? '')?.uri ?? '')?.user;
  }

  #serve(connection: Connection, request: SipRequest): void {
    this.#learnSender(connection, request, connection.user);
    if (request.method === 'REGISTER') this.#register(connection, request);
    else if (request.method === 'PUBLISH')
      this.#reply(connection, request, createResponse(request, 405, [['Allow', ALLOW]]));
    else if (request.method === 'INVITE') this.#invite(connection, request);
    else this.#forward(connection, request);
  }

  /** Learns where a contact is, and tells the calls that ring there where its flow was lost before. */
  #learnSender(connection: Connection, message: SipRequest | SipResponse, user: string | undefined): void {
    const uri = parseNameAddr(headerOf(message, 'Contact') ?? '')?.uri;
    if (uri === undefined || user === undefined) return;
    const former = this.#aliases.connectionOf(uri);
    if (this.#isLate(connection, former, message)) return;
    this.#aliases.learn(uri, user, connection.id);
    const isBack = former !== undefined && !this.#connections.has(former);
    if (isBack && this.#aliases.connectionOf(uri) === connection.id)
      this.#invites.contactMoved(uri, { connection, uri });
  }

  /** What comes late over a flow that was half-open doesn't lead back to it: its phone has a newer one. */
  #isLate(connection: Connection, former: string | undefined, message: SipRequest | SipResponse): boolean {
    if (former === undefined || (message.kind === 'request' && message.method === 'REGISTER')) return false;
    const order = [...this.#connections.keys()]; // in the order of their opening
    return order.indexOf(former) > order.indexOf(connection.id);
  }

  #register(connection: Connection, request: SipRequest): void {
    const user = connection.user ?? '';
    const response = applyRegister(request, {
      bindings: this.bindings,
      limits: this.options.registerLimits ?? DEFAULT_REGISTER_LIMITS,
      rule: this.#manners.registration(user),
      user,
      connectionId: connection.id,
      now: this.#clock(),
      onReplaced: (old, saved) => {
        this.#aliases.learn(old.contact, user, connection.id);
        if (old.connectionId !== connection.id)
          this.#invites.contactMoved(old.contact, { connection, uri: saved.contact });
      },
    });
    if (isGoodbye(request) && response.status === 200) this.#leaving.add(connection.id);
    else this.#leaving.delete(connection.id);
    this.#reply(connection, request, response);
    const contact = parseNameAddr(headerOf(request, 'Contact') ?? '')?.uri;
    if (response.status === 200 && contact !== undefined && !isGoodbye(request))
      this.options.onRegistered?.(user, contact);
  }

  #invite(connection: Connection, request: SipRequest): void {
    const startedAt = this.#clock();
    const transaction = this.#invites.open(connection, request, (response) => {
      this.options.log?.(transactionEntry(response, response.status, startedAt, this.#clock()));
    });
    const verdict = route(request.uri, this.#tables, this.#standsBefore(connection));
    if (verdict.kind === 'targets') transaction.fork(this.#open(verdict.targets));
    else transaction.refuse(verdict.kind === 'domain' ? 404 : verdict.status);
  }

  /** Whether a call of this sender ends at the server itself, whoever it is for. */
  #standsBefore(connection: Connection): boolean {
    return this.#manners.standsBetween && !connection.trusted;
  }

  #open(targets: readonly Target[]): LegTarget[] {
    return targets.flatMap(({ connectionId, uri, others = [] }) => {
      const connection = this.#connections.get(connectionId);
      return connection === undefined ? [] : [{ connection, uri, others: this.#open(others) }];
    });
  }

  #forward(connection: Connection, request: SipRequest): void {
    const verdict = route(request.uri, this.#tables);
    const isOwnSubscription =
      request.method === 'SUBSCRIBE' && this.#claimedUser(request) === parseSipUri(request.uri)?.user;
    if (verdict.kind === 'domain' || (isOwnSubscription && !isInDialog(request)))
      this.#answerItself(connection, request);
    else if (verdict.kind === 'refused') this.#refuse(connection, request, verdict.status);
    else this.#send(connection, request, verdict.targets);
  }

  #send(connection: Connection, request: SipRequest, targets: readonly Target[]): void {
    const chosen = request.method === 'MESSAGE' ? targets : targets.slice(0, 1);
    for (const { connection: next, uri } of this.#open(chosen)) {
      const way = { connectionId: connection.id, startedAt: this.#clock() };
      const branch = statelessBranch(this.#waysBack.open(request, uri, way));
      next.send(
        serializeMessage(forwardedRequest(request, { proxyHost: this.#proxyHost, branch, target: uri })),
      );
    }
  }

  #answerItself(connection: Connection, request: SipRequest): void {
    const { status } = this.#manners.optionsToDomain;
    if (request.method === 'OPTIONS')
      this.#reply(connection, request, createResponse(request, status, [['Allow', ALLOW]]));
    else this.#refuse(connection, request, request.method === 'SUBSCRIBE' ? 489 : 405);
  }

  #refuse(connection: Connection, request: SipRequest, status: number): void {
    if (request.method === 'ACK') return;
    this.#reply(
      connection,
      request,
      createResponse(request, status, status === 405 ? [['Allow', ALLOW]] : []),
    );
  }

  #reply(connection: Connection, request: SipRequest, response: SipResponse): void {
    const now = this.#clock();
    this.options.log?.(transactionEntry(request, response.status, now, now));
    connection.send(serializeMessage(response));
  }

  #response(connection: Connection, response: SipResponse): void {
    const via = parseVia(headerOf(response, 'Via'));
    const branch = via?.sentBy === this.#proxyHost ? readBranch(via.branch) : undefined;
    if (branch === undefined) return;
    if (branch.kind === 'invite') {
      const transaction = this.#invites.byId(branch.transactionId);
      this.#learnSender(connection, response, connection.user ?? transaction?.userOf(branch.leg));
      const isToInvite = (headerOf(response, 'CSeq') ?? '').endsWith('INVITE'); // else it answers our CANCEL
      if (isToInvite) transaction?.receive(branch.leg, response, connection);
      return;
    }
    this.#learnSender(connection, response, connection.user);
    const way = this.#waysBack.of(branch.id);
    if (way === undefined) return;
    if (response.status >= 200) {
      this.options.log?.(transactionEntry(response, response.status, way.startedAt, this.#clock()));
    }
    this.#connections.get(way.connectionId)?.send(serializeMessage(withoutTopHeader(response, 'Via')));
  }
}
