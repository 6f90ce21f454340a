// What a server leaves unanswered costs no connection, no call and no request: one real user agent, servers of every habit, a fake
// clock. Asterisk's own habits are as recorded (docs/interop/asterisk.md).
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createResponse } from '../../../../server/sip/response.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';
import type { SipRequest } from '../../../../server/sip/message.ts';
import type { Session } from '../../../../src/sip/user-agent.ts';
import { SERVER, TestPhone, media } from '../../../doubles/sip/test-phone.ts';
import { newDialog } from '../../../doubles/sip/peer-dialog.ts';
import { requestIn, SipPeer } from '../../../doubles/sip/sip-peer.ts';
import { settle } from './support/pair.ts';
import { ANSWER, OFFER, Wire } from './support/wire.ts';

const MINUTE = 60_000;

let wire: Wire;

beforeEach(() => {
  vi.useFakeTimers();
  wire = new Wire();
});

afterEach(async () => {
  await wire.stop();
});

const isOver = (session: Session): boolean =>
  wire.phone.changesOf(session).some(({ kind }) => kind === 'terminated');

/** Nothing but the one WebSocket, from the first to now. */
function expectOneConnection(): void {
  expect(wire.network.connections).toHaveLength(1);
  expect(wire.network.open()).toHaveLength(1);
}

const SERVERS = [
  { name: 'answers CRLF and OPTIONS', crlf: true, options: 200 },
  { name: 'answers CRLF alone', crlf: true, options: undefined },
  { name: 'answers OPTIONS alone (Asterisk: 404)', crlf: false, options: 404 },
  { name: 'answers OPTIONS with a challenge alone (Asterisk: 401)', crlf: false, options: 401 },
  { name: 'answers neither', crlf: false, options: undefined },
] as const;

describe.each(SERVERS)('a server that $name', ({ crlf, options }) => {
  beforeEach(async () => {
    wire.peer.answersCrlf = crlf;
    wire.peer.optionsStatus = options;
    await wire.start();
  });

  it('keeps its one WebSocket through ten minutes of rest', async () => {
    await settle(10 * MINUTE);
    expectOneConnection();
    expect(wire.phone.kinds()).not.toContain('disconnected');
  });

  it('keeps it through ten minutes of a call, without an offer of ours', async () => {
    const { session } = await wire.talks();
    await settle(10 * MINUTE);
    expectOneConnection();
    expect(isOver(session)).toBe(false);
    expect(wire.peer.requests('INVITE')).toHaveLength(1);
  });

  it('lets a call of ours ring for two minutes, and be answered', async () => {
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 180, { toTag: 'far' });
    await settle(2 * MINUTE);
    expect(wire.peer.requests('CANCEL')).toEqual([]);
    expect(wire.peer.requests('INVITE')).toHaveLength(1);
    wire.peer.respond(invite, 200, { body: ANSWER, toTag: 'far' });
    await wire.peer.nextRequest('ACK');
    expectOneConnection();
    expect(wire.kindsOf(session)).toContain('established');
  });

  it('lets a call that came in ring for two minutes, and be answered', async () => {
    wire.peer.request('INVITE', newDialog(wire.contact), { body: OFFER });
    await settle(2 * MINUTE);
    expectOneConnection();
    expect(isOver(wire.phone.ringing)).toBe(false);
    wire.phone.ringing.answer(media());
    await wire.peer.nextResponse('INVITE', 200);
    expectOneConnection();
  });

  it('is found half-open: 31 s at rest, 10 s in a call', async () => {
    await settle(MINUTE);
    wire.peer.connection.goHalfOpen();
    await settle(31_000);
    expect(wire.network.connections).toHaveLength(2);
    await settle(1000);
    const { session } = await wire.talks();
    await settle(20_000);
    wire.peer.connection.goHalfOpen();
    const isDear = !crlf && options === undefined;
    await settle(isDear ? 31_000 : 10_000);
    expect(wire.network.connections).toHaveLength(3);
    expect(isOver(session)).toBe(false);
  });

  it('is found half-open within 6 s of the person’s call, which then reaches it', async () => {
    await settle(MINUTE);
    wire.peer.connection.goHalfOpen();
    const before = wire.peer.requests('INVITE').length;
    wire.phone.call('1002');
    await settle(6000);
    expect(wire.peer.requests('INVITE').length).toBeGreaterThan(before);
  });
});

describe('a connection in doubt', () => {
  beforeEach(async () => {
    await wire.start();
    await settle(3000);
  });

  const ring = async (): Promise<{ session: Session; invite: SipRequest }> => {
    const made = await wire.calls();
    wire.peer.respond(made.invite, 180, { toTag: 'far' });
    await settle(1000);
    return made;
  };

  /** Answers over a connection that is not the newest. */
  const answerOver = (connection: typeof wire.peer.connection, request: SipRequest, status: number): void => {
    connection.send(serializeMessage(createResponse(request, status)));
  };

  it('keeps a ringing call where it takes four seconds to answer', async () => {
    const { session } = await ring();
    const old = wire.peer.connection;
    old.stall();
    // A ping goes out within half a second; its answer comes 4 s later.
    await settle(4500);
    old.resume();
    await settle(2000);
    expect(wire.peer.requests('CANCEL')).toEqual([]);
    expect(wire.peer.requests('INVITE')).toHaveLength(1);
    expect(isOver(session)).toBe(false);
    expect(wire.network.open()).toEqual([old]);
  });

  it('is not doubted for the time in which the page itself could not listen', async () => {
    wire.peer.connection.delayMs = 250;
    for (let round = 0; round < 10; round += 1) {
      wire.phone.userAgent.probe(false);
      // The page is busy for a second: timers fire late, and the answers lie unread behind them.
      vi.setSystemTime(Date.now() + 1000);
      await settle(1000);
    }
    expect(wire.network.connections).toHaveLength(1);
  });

  it('keeps a call that the server has taken up, before it rings', async () => {
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 100);
    await settle(500);
    const old = wire.peer.connection;
    old.stall();
    wire.phone.userAgent.probe(false);
    await settle(4000);
    old.resume();
    await settle(2000);
    expect(wire.peer.requests('CANCEL')).toEqual([]);
    expect(wire.peer.requests('INVITE')).toHaveLength(1);
    expect(isOver(session)).toBe(false);
    expect(wire.network.open()).toEqual([old]);
  });

  it('keeps a call that rings here: its CANCEL would come by no other', async () => {
    const dialog = newDialog(wire.contact);
    const invite = wire.peer.request('INVITE', dialog, { body: OFFER });
    await settle(3000);
    const old = wire.peer.connection;
    old.stall();
    wire.phone.userAgent.probe(false);
    await settle(4000);
    old.resume();
    await settle(2 * MINUTE);
    expect(isOver(wire.phone.ringing)).toBe(false);
    expect(wire.network.open()).toEqual([old]);
    const branch = /branch=([^;]+)/u.exec(invite.headers[0]?.[1] ?? '')?.[1] ?? '';
    old.send(serializeMessage(requestIn('CANCEL', dialog, { cseq: 1, branch })));
    await settle(1000);
    expect(isOver(wire.phone.ringing)).toBe(true);
  });

  it('that spoke again and took a waiting call is lost with it: the call is dialled anew', async () => {
    const old = wire.peer.connection;
    wire.network.set(SERVER, 'refuses');
    old.stall();
    wire.phone.userAgent.probe(false);
    await settle(7000);
    wire.phone.call('1002');
    await settle(500);
    old.resume();
    await settle(1000);
    expect(wire.peer.requests('INVITE')).toHaveLength(1);
    wire.network.set(SERVER, 'accepts');
    old.drop();
    await settle(10_000);
    expect(wire.peer.requests('INVITE')).toHaveLength(2);
  });

  it('is left for good once its server has accepted the successor, and the call is dialled anew', async () => {
    const { session } = await ring();
    wire.peer.connection.goHalfOpen();
    await settle(4000);
    expect(wire.peer.requests('INVITE'), 'not while there is only a doubt').toHaveLength(1);
    await settle(11_000);
    expect(wire.peer.requests('CANCEL')).toHaveLength(1);
    expect(wire.peer.requests('INVITE')).toHaveLength(2);
    expect(isOver(session)).toBe(false);
    expect(wire.network.open()).toHaveLength(1);
  });

  it('that brought a call and died lets it ring for a minute more: the caller’s CANCEL would not find us', async () => {
    wire.peer.request('INVITE', newDialog(wire.contact), { body: OFFER });
    await settle(5000);
    wire.peer.connection.drop();
    await settle(50_000);
    expect(isOver(wire.phone.ringing)).toBe(false);
    await settle(20_000);
    expect(wire.last(wire.phone.ringing)).toMatchObject({ kind: 'terminated', end: { cause: 'noAnswer' } });
  });

  it('stays where the successor is never accepted, and takes up where it left off when it speaks again', async () => {
    const { session } = await ring();
    const old = wire.peer.connection;
    old.stall();
    wire.peer.acceptsRegister = false;
    await settle(7000);
    expect(wire.phone.kinds()).toContain('disconnected');
    wire.peer.acceptsRegister = true;
    wire.network.set(SERVER, 'refuses');
    old.resume();
    await settle(3000);
    expect(wire.network.open()).toContain(old);
    expect(wire.peer.requests('CANCEL')).toEqual([]);
    expect(isOver(session)).toBe(false);
    expect(wire.phone.kinds().lastIndexOf('registered')).toBeGreaterThan(
      wire.phone.kinds().lastIndexOf('disconnected'),
    );
  });

  it('takes nothing from a successor whose server opens and says nothing', async () => {
    const old = wire.peer.connection;
    old.stall();
    wire.peer.answersPings = false;
    wire.peer.queryStatus = undefined;
    wire.peer.acceptsRegister = false;
    wire.phone.userAgent.probe(false);
    await settle(4000);
    old.resume();
    wire.peer.answersPings = true;
    wire.peer.queryStatus = 200;
    wire.peer.acceptsRegister = true;
    await settle(2000);
    expect(wire.network.open()).toEqual([old]);
  });

  it('has what came by the successor answered by the successor', async () => {
    const old = wire.peer.connection;
    old.goHalfOpen();
    wire.peer.forget();
    wire.peer.acceptsRegister = false;
    wire.phone.userAgent.probe(false);
    await settle(2000);
    const register = await wire.peer.next(
      (one) =>
        one.kind === 'request' &&
        one.method === 'REGISTER' &&
        !one.headers.some(([, v]) => v.startsWith('ping-')),
    );
    expect(wire.peer.connection).not.toBe(old);
    // Asterisk asks a new contact by OPTIONS before it answers the REGISTER (recorded: "qualify").
    const asked = wire.peer.request('OPTIONS', newDialog(wire.contact));
    await wire.peer.nextResponse('OPTIONS', 200);
    expect(asked.method).toBe('OPTIONS');
    answerOver(wire.peer.connection, register as SipRequest, 503);
    await settle(100);
  });

  it('goes to the next server where the first one opens and says nothing', async () => {
    const SECOND = 'wss://pbx2.example.org/sip';
    const other = new SipPeer(wire.network, SECOND);
    const phone = new TestPhone('1003', [SERVER, SECOND]);
    phone.userAgent.start();
    await settle(1000);
    wire.peer.connection.goHalfOpen();
    wire.peer.answersPings = false;
    wire.peer.queryStatus = undefined;
    wire.peer.acceptsRegister = false;
    phone.userAgent.probe(false);
    await settle(8000);
    expect(other.requests('REGISTER').some((one) => one.headers.some(([name]) => name === 'Contact'))).toBe(
      true,
    );
    const stopped = phone.userAgent.stop();
    await settle(3000);
    await stopped;
  });
});
