// The registrar and proxy of the demo (RFC 3261 sections 10 and 16, RFC 7118): one `receive` for each message.
// Owns the order of the checks and the open flows. INVITE keeps state (invites.ts), all else is forwarded without.
import { randomBytes } from 'node:crypto';
import { systemClock, type Clock } from '../shared/clock.ts';
import { headerOf, withoutTopHeader, type SipRequest, type SipResponse } from '../sip/message.ts';
import { parseNameAddr } from '../sip/name-addr.ts';
import { parseMessage } from '../sip/parse-message.ts';
import { createResponse } from '../sip/response.ts';
import { serializeMessage } from '../sip/serialize-message.ts';
import { parseSipUri } from '../sip/uri.ts';
import { parseVia } from '../sip/via.ts';
import { Aliases } from './aliases.ts';
import { Bindings } from './registrar/bindings.ts';
import { readBranch, statelessBranch, type OwnBranch } from './branch.ts';
import type { Connection, FlowEnd } from './connection.ts';
import { Dialogs } from './dialogs.ts';
import { forwardedRequest, isInDialog, mayBegin } from './forwarding.ts';
import { Invites } from './invite/invites.ts';
import type { LegTarget } from './invite/leg.ts';
import { DEMO_MANNERS, type Manners } from './manners.ts';
import { applyRegister, DEFAULT_REGISTER_LIMITS, isGoodbye } from './registrar/register.ts';
import { mayAnswerFor, obstacleTo, ownerOf } from './passage.ts';
import type { ProxyOptions } from './proxy-options.ts';
import { route, type RoutingTables, type Target } from './routing.ts';
import { admit, claimedUser } from './senders.ts';
import { transactionEntry } from './transaction-log.ts';
import { asVouchedFor, fromCallee } from './trust-boundary.ts';
import { defectOf } from './validation.ts';
import { WaysBack } from './ways-back.ts';

export type { ProxyOptions } from './proxy-options.ts';

const ALLOW = 'INVITE, ACK, CANCEL, BYE, OPTIONS, MESSAGE, INFO, UPDATE, REFER, NOTIFY, SUBSCRIBE, REGISTER';

export class Proxy {
  readonly bindings: Bindings;
  readonly #aliases = new Aliases();
  readonly #connections = new Map<string, Connection>();
  readonly #waysBack = new WaysBack();
  /** Flows whose phone has unregistered: nobody comes back for them. */
  readonly #leaving = new Set<string>();
  readonly #invites: Invites;
  readonly #dialogs: Dialogs;
  readonly #tables: RoutingTables;
  readonly #proxyHost: string;
  readonly #clock: Clock;
  readonly #manners: Manners;

  constructor(private readonly options: ProxyOptions) {
    this.#manners = options.manners ?? DEMO_MANNERS;
    this.#clock = options.clock ?? systemClock;
    this.#proxyHost = `pbx.${options.domain}`;
    this.bindings = new Bindings(this.#clock);
    this.#dialogs = new Dialogs(options.dialogSecret ?? randomBytes(32).toString('hex'));
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
    else if (connection.trusted) this.#serve(connection, request, connection.user ?? '');
    else if (this.#isOpenToAll(request)) this.#answerItself(connection, request);
    else this.#admit(connection, request);
  }

  #cancel(connection: Connection, request: SipRequest): void {
    const found = this.#invites.find(request);
    const transaction = found !== undefined && this.#invites.speaksFor(found, connection) ? found : undefined;
    transaction?.callerAt(connection);
    this.#reply(connection, request, createResponse(request, transaction === undefined ? 481 : 200));
    transaction?.cancel();
  }

  /**
   * An INVITE that came before, perhaps over another flow, gets the last response again and goes no further. Over a flow that is
   * not proven yet it is told nothing: once it has registered, its call follows it there (see contactMoved).
   */
  #isRepeated(connection: Connection, request: SipRequest): boolean {
    const known = this.#invites.find(request);
    if (known === undefined) return false;
    const isCaller = connection.user === known.callingUser || connection.id === known.caller.id;
    if (isCaller) {
      known.callerAt(connection);
      known.repeat();
    }
    return isCaller || connection.user === undefined;
  }

  /** An ACK to a refusal ends here; an ACK to a 2xx is the dialog's and goes on. It can't be challenged (RFC 3261 section 22.1). */
  #ack(connection: Connection, request: SipRequest): void {
    if (this.#invites.find(request) !== undefined || !isInDialog(request)) return;
    const sender = connection.user ?? claimedUser(request, this.options.domain) ?? '';
    const obstacle = connection.trusted ? undefined : this.#obstacleWithin(request, sender);
    if (obstacle === undefined) this.#forward(connection, request, sender);
  }

  #admit(connection: Connection, request: SipRequest): void {
    const { domain, authenticator } = this.options;
    const admission = admit(connection, request, { domain, authenticator, believes: this.#manners.believes });
    if (admission.kind === 'asked') connection.send(serializeMessage(admission.response));
    else if (admission.kind === 'refused') this.#reply(connection, request, admission.response);
    else this.#serve(connection, asVouchedFor(request, admission.user, this.options), admission.user);
  }

  #isOpenToAll(request: SipRequest): boolean {
    return (
      request.method === 'OPTIONS' &&
      this.#manners.optionsToDomain.isOpen &&
      !isInDialog(request) &&
      route(request.uri, this.#tables).kind === 'domain'
    );
  }

  /** What a known sender wants. `user`: who that is. */
  #serve(connection: Connection, request: SipRequest, user: string): void {
    this.#learnSender(connection, request, user);
    const isFree = connection.trusted || request.method === 'REGISTER' || !isInDialog(request);
    const obstacle = isFree ? undefined : this.#obstacleWithin(request, user);
    if (obstacle !== undefined) this.#refuse(connection, request, obstacle);
    else if (request.method === 'REGISTER') this.#register(connection, request);
    else if (request.method === 'PUBLISH')
      this.#reply(connection, request, createResponse(request, 405, [['Allow', ALLOW]]));
    else if (request.method === 'INVITE') this.#invite(connection, request, user);
    else this.#forward(connection, request, user);
  }

  #obstacleWithin(request: SipRequest, sender: string): number | undefined {
    const { domain } = this.options;
    const open = (targets: readonly Target[]): LegTarget[] => this.#open(targets);
    return obstacleTo(request, sender, { domain, tables: this.#tables, dialogs: this.#dialogs, open });
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
      this.#invites.contactMoved(uri, { connection, uri }, user);
  }

  /** What comes late over a flow that was half-open doesn't lead back to it: its phone has a newer one. */
  #isLate(connection: Connection, former: string | undefined, message: SipRequest | SipResponse): boolean {
    if (former === undefined || (message.kind === 'request' && message.method === 'REGISTER')) return false;
    const order = [...this.#connections.keys()]; // in the order of their opening
    return order.indexOf(former) > order.indexOf(connection.id);
  }

  #register(connection: Connection, request: SipRequest): void {
    const user = connection.user ?? '';
    if (route(request.uri, this.#tables).kind !== 'domain') {
      this.#refuse(connection, request, 404);
      return;
    }
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
          this.#invites.contactMoved(old.contact, { connection, uri: saved.contact }, user);
      },
    });
    if (isGoodbye(request) && response.status === 200) this.#leaving.add(connection.id);
    else this.#leaving.delete(connection.id);
    this.#reply(connection, request, response);
    const contact = parseNameAddr(headerOf(request, 'Contact') ?? '')?.uri;
    if (response.status === 200 && contact !== undefined && !isGoodbye(request))
      this.options.onRegistered?.(user, contact);
  }

  #invite(connection: Connection, request: SipRequest, user: string): void {
    if (!connection.trusted && this.#invites.isFullFor(user)) {
      this.#reply(connection, request, createResponse(request, 503, [['Retry-After', '10']]));
      return;
    }
    const startedAt = this.#clock();
    const transaction = this.#invites.open(connection, { request, user }, (response) => {
      if (response.status >= 300 && mayBegin(request)) this.#dialogs.refused(user, response);
      this.options.log?.(transactionEntry(response, response.status, startedAt, this.#clock()));
    });
    const verdict = route(request.uri, this.#tables, this.#standsBefore(connection));
    if (verdict.kind !== 'targets') transaction.refuse(verdict.kind === 'domain' ? 404 : verdict.status);
    else {
      const targets = this.#open(verdict.targets);
      transaction.fork(targets, this.#markFor(request, user, targets[0]));
    }
  }

  /** The mark of the dialog that a request may begin. */
  #markFor(request: SipRequest, user: string, target: LegTarget | undefined): string | undefined {
    const callee = target && ownerOf(target, this.#tables);
    return callee !== undefined && mayBegin(request) ? this.#dialogs.begin(request, user, callee) : undefined;
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

  #forward(connection: Connection, request: SipRequest, user: string): void {
    const verdict = route(request.uri, this.#tables);
    const isOwnSubscription = request.method === 'SUBSCRIBE' && user === parseSipUri(request.uri)?.user;
    if (verdict.kind === 'domain' || (isOwnSubscription && !isInDialog(request)))
      this.#answerItself(connection, request);
    else if (verdict.kind === 'refused') this.#refuse(connection, request, verdict.status);
    else this.#send(connection, request, user, verdict.targets);
  }

  #send(connection: Connection, request: SipRequest, user: string, targets: readonly Target[]): void {
    const chosen = request.method === 'MESSAGE' ? targets : targets.slice(0, 1);
    for (const target of this.#open(chosen)) {
      const callee = ownerOf(target, this.#tables);
      const way = { connectionId: connection.id, caller: user, callee, startedAt: this.#clock() };
      const branch = statelessBranch(this.#waysBack.open(request, target.uri, way));
      const mark = this.#markFor(request, user, target);
      const options = { proxyHost: this.#proxyHost, branch, target: target.uri, mark };
      target.connection.send(serializeMessage(forwardedRequest(request, options)));
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

  #response(connection: Connection, received: SipResponse): void {
    const via = parseVia(headerOf(received, 'Via'));
    const branch = via?.sentBy === this.#proxyHost ? readBranch(via.branch) : undefined;
    if (branch === undefined) return;
    const response = connection.trusted ? received : fromCallee(received);
    if (branch.kind === 'invite') this.#inviteResponse(connection, response, branch);
    else this.#wayBack(connection, response, branch.id);
  }

  #inviteResponse(
    connection: Connection,
    response: SipResponse,
    { transactionId, leg }: Extract<OwnBranch, { kind: 'invite' }>,
  ): void {
    const transaction = this.#invites.byId(transactionId);
    const callee = transaction?.userOf(leg);
    if (transaction === undefined || !mayAnswerFor(callee, connection)) return;
    this.#learnSender(connection, response, callee);
    if (!(headerOf(response, 'CSeq') ?? '').endsWith('INVITE')) return; // it answers our CANCEL
    if (response.status > 100 && response.status < 300)
      this.#dialogs.answered(transaction.callingUser, response);
    transaction.receive(leg, response, connection);
  }

  #wayBack(connection: Connection, response: SipResponse, id: string): void {
    const way = this.#waysBack.of(id);
    if (way === undefined || !mayAnswerFor(way.callee, connection)) return;
    this.#learnSender(connection, response, connection.user);
    if (response.status >= 200) {
      if (response.status < 300) this.#dialogs.answered(way.caller, response);
      this.options.log?.(transactionEntry(response, response.status, way.startedAt, this.#clock()));
    }
    this.#connections.get(way.connectionId)?.send(serializeMessage(withoutTopHeader(response, 'Via')));
  }
}
