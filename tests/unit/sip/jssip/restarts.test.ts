// ICE restarts on the wire, with the phone's own watch over gathering: whatever the browser finds when, no offer and no answer without
// addresses is the last word (RFC 8445 9, RFC 8839 4.4.1.1.1).
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../../../src/sip/user-agent.ts';
import { cutGathering } from '../../../../src/media/browser/gathering-cut.ts';
import { GATHERING_CAP_MS } from '../../../../src/media/gathering-policy.ts';
import type { SipRequest } from '../../../../server/sip/message.ts';
import { SERVER } from '../../../doubles/sip/test-phone.ts';
import type { FakePeerConnection } from '../../../doubles/sip/webrtc/fake-peer-connection.ts';
import { settle } from './support/pair.ts';
import { ANSWER, LATER_OFFER, Wire } from './support/wire.ts';

let wire: Wire;

beforeEach(async () => {
  vi.useFakeTimers();
  wire = new Wire();
  await wire.start();
});

afterEach(async () => {
  await wire.stop();
});

/** A call whose gathering is watched as the phone does it. */
function watched(session: Session): FakePeerConnection {
  const connection = wire.phone.connectionOf(session);
  const late = (): void => {
    session.offerAgain();
  };
  cutGathering(connection as unknown as RTCPeerConnection, undefined, { reported: () => undefined, late });
  return connection;
}

async function talks() {
  const { session, dialog } = await wire.talks();
  const connection = watched(session);
  // The credentials of the call's beginning are known to the watch, as they are in a call that was watched from there on.
  connection.dispatchEvent(new Event('signalingstatechange'));
  return { session, dialog, connection };
}

const offers = (): readonly SipRequest[] => wire.peer.requests('INVITE').slice(1);
const candidatesOf = (sdp: string): number => sdp.split('a=candidate:').length - 1;
const ufragOf = (sdp: string): string | undefined => /^a=ice-ufrag:(\S+)/mu.exec(sdp)?.[1];

/** The newest offer within the call. Throws where there is none. */
function newest(): SipRequest {
  const last = offers().at(-1);
  if (last === undefined) throw new Error('no offer went out');
  return last;
}

const answer = (invite: SipRequest): void => {
  wire.peer.respond(invite, 200, { body: ANSWER });
};

describe('an ICE restart of ours', () => {
  it('waits where the browser has lost its only address, and leaves with the new one', async () => {
    const { session, connection } = await talks();
    connection.pace = { kind: 'lost' };
    session.restartIce('all');
    await settle(1100);
    expect(offers(), 'nothing goes out without any address').toEqual([]);
    connection.findAddress();
    await settle(GATHERING_CAP_MS + 50);
    expect(offers()).toHaveLength(1);
    expect(candidatesOf(newest().body)).toBe(1);
    answer(newest());
    await settle(5000);
    expect(offers(), 'all is told').toHaveLength(1);
  });

  it('that left with a dead address is followed by another offer as soon as it is answered', async () => {
    const { session, connection } = await talks();
    session.restartIce('all');
    await settle(100);
    expect(offers()).toHaveLength(1);
    const first = newest();
    connection.findAddress();
    connection.findAddress();
    await settle(500);
    expect(offers(), 'one after the other').toHaveLength(1);
    answer(first);
    await settle(20);
    expect(offers()).toHaveLength(2);
    expect(candidatesOf(newest().body)).toBe(3);
    expect(ufragOf(newest().body), 'more of the same restart').toBe(ufragOf(first.body));
    answer(newest());
    await settle(5000);
    expect(offers()).toHaveLength(2);
  });

  it('answered before the new address appears is followed at once when it does', async () => {
    const { session, connection } = await talks();
    session.restartIce('all');
    await settle(100);
    answer(newest());
    await settle(1000);
    connection.findAddress();
    await settle(80);
    expect(offers()).toHaveLength(2);
    expect(candidatesOf(newest().body)).toBe(2);
  });

  it('in which addresses go on appearing makes no more than five offers', async () => {
    const { session, connection } = await talks();
    session.restartIce('all');
    for (let round = 0; round < 300; round += 1) {
      await settle(100);
      connection.findAddress();
      if (offers().length > 0) answer(newest());
    }
    expect(offers().length).toBeLessThanOrEqual(5);
    expect(candidatesOf(newest().body)).toBeGreaterThan(10);
  });

  it('whose connection is lost is made again, and tells of what was found meanwhile', async () => {
    const { session, connection } = await talks();
    session.restartIce('all');
    await settle(100);
    connection.findAddress();
    wire.network.latest(SERVER).drop();
    await settle(3000);
    expect(offers().length).toBeGreaterThan(1);
    expect(candidatesOf(newest().body)).toBeGreaterThan(0);
    expect(ufragOf(newest().body)).toBe(ufragOf(connection.localDescription?.sdp ?? ''));
  });

  it('is watched where the gathering before it still goes on', async () => {
    const { session, connection } = await talks();
    connection.pace = { kind: 'manual' };
    for (let restart = 1; restart <= 2; restart += 1) {
      session.restartIce('all');
      await settle(700);
      expect(offers(), 'nobody waits for a server that is silent').toHaveLength(restart);
      answer(newest());
      await settle(20);
    }
  });
});

describe('an ICE restart of theirs', () => {
  it('answered with what was there is followed by our offer, unless they offer first', async () => {
    const { dialog, connection } = await talks();
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
    await settle(100);
    await wire.peer.nextResponse('INVITE', 200);
    wire.peer.request('ACK', dialog);
    connection.findAddress();
    await settle(400);
    expect(offers(), 'two offers at once would cost seconds').toEqual([]);
    await settle(400);
    expect(offers()).toHaveLength(1);
    expect(candidatesOf(newest().body)).toBe(2);
  });

  it('whose ACK got lost is followed by our offer all the same', async () => {
    const { dialog, connection } = await talks();
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
    await settle(100);
    await wire.peer.nextResponse('INVITE', 200);
    connection.findAddress();
    await settle(4000);
    expect(offers()).toHaveLength(1);
    expect(candidatesOf(newest().body)).toBe(2);
  });

  it('followed by another offer of theirs has our late addresses in its answer', async () => {
    const { dialog, connection } = await talks();
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
    await settle(100);
    await wire.peer.nextResponse('INVITE', 200);
    connection.findAddress();
    await settle(100);
    wire.peer.request('ACK', dialog);
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
    await settle(100);
    const { body } = await wire.peer.nextResponse('INVITE', 200);
    expect(candidatesOf(body)).toBe(2);
    await settle(3000);
    expect(offers()).toEqual([]);
  });
});
