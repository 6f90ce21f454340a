// Where the stack goes wrong with offers within a call, each on the wire: refusals, glare, silence, hold, target refresh.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf } from '../../../../server/sip/message.ts';
import { directionOf } from '../../../doubles/sip/webrtc/fake-sdp.ts';
import { settle } from './support/pair.ts';
import { ANSWER, cseqOf, LATER_OFFER, Wire } from './support/wire.ts';

let wire: Wire;

beforeEach(async () => {
  vi.useFakeTimers();
  wire = new Wire();
  await wire.start();
});

afterEach(async () => {
  await wire.stop();
});

describe('an offer within a call', () => {
  for (const status of [403, 488, 606]) {
    it(`refused with ${String(status)} leaves the call as it was`, async () => {
      const { session } = await wire.talks();
      const held = session.setHold(true);
      wire.peer.respond(await wire.peer.nextRequest('INVITE'), status);
      await settle();
      expect(await held).toBe(false);
      expect(wire.kindsOf(session)).not.toContain('terminated');
      const connection = wire.phone.connectionOf(session);
      expect(connection.signalingState).toBe('stable');
      expect(connection.getTransceivers()[0]?.direction).toBe('sendrecv');
      const again = session.setHold(true);
      const invite = await wire.peer.nextRequest('INVITE');
      expect(directionOf(invite.body)).toBe('sendonly');
      wire.peer.respond(invite, 200, { body: ANSWER.replace('a=sendrecv', 'a=recvonly') });
      await settle();
      expect(await again).toBe(true);
    });
  }

  it('answered 491 is made again with a new CSeq, after the wait of the one who called', async () => {
    const { session } = await wire.talks();
    const held = session.setHold(true);
    const first = await wire.peer.nextRequest('INVITE');
    wire.peer.respond(first, 491);
    await settle(2000);
    expect(wire.peer.requests('INVITE')).toHaveLength(2);
    await settle(2100);
    const second = await wire.peer.nextRequest('INVITE');
    expect(cseqOf(second)).toBe(cseqOf(first) + 1);
    wire.peer.respond(second, 200, { body: ANSWER.replace('a=sendrecv', 'a=recvonly') });
    await settle();
    expect(await held).toBe(true);
  });

  it('that meets silence is taken back, acknowledged blindly and made again; the call stays', async () => {
    const { session } = await wire.talks();
    const held = session.setHold(true);
    const first = await wire.peer.nextRequest('INVITE');
    await settle(8100);
    const ack = await wire.peer.nextRequest('ACK');
    expect(cseqOf(ack)).toBe(cseqOf(first));
    const second = await wire.peer.nextRequest('INVITE');
    expect(cseqOf(second)).toBeGreaterThan(cseqOf(first));
    wire.peer.respond(second, 200, { body: ANSWER.replace('a=sendrecv', 'a=recvonly') });
    await settle();
    expect(await held).toBe(true);
    expect(wire.kindsOf(session)).not.toContain('terminated');
  });

  it('answered 481 ends the call: the far side does not have it', async () => {
    const { session } = await wire.talks();
    void session.setHold(true);
    wire.peer.respond(await wire.peer.nextRequest('INVITE'), 481);
    await settle();
    expect(wire.last(session)).toMatchObject({
      kind: 'terminated',
      end: { by: 'remote', cause: 'dialogGone', statusCode: 481 },
    });
  });

  it('answered 200 twice is acknowledged twice and applied once', async () => {
    const { session } = await wire.talks();
    void session.setHold(true);
    const invite = await wire.peer.nextRequest('INVITE');
    const body = ANSWER.replace('a=sendrecv', 'a=recvonly');
    wire.peer.respond(invite, 200, { body });
    wire.peer.respond(invite, 200, { body });
    await settle();
    const acks = wire.peer.requests('ACK').filter((ack) => cseqOf(ack) === cseqOf(invite));
    expect(acks).toHaveLength(2);
    expect(wire.kindsOf(session)).not.toContain('terminated');
  });

  it('of theirs that crosses ours is answered 491 and not applied', async () => {
    const { session, dialog } = await wire.talks();
    void session.setHold(true);
    await wire.peer.nextRequest('INVITE');
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
    const answer = await wire.peer.nextResponse('INVITE');
    expect(answer.status).toBe(491);
    expect(wire.phone.connectionOf(session).signalingState).toBe('stable');
    expect(wire.phone.connectionOf(session).remoteDescription?.sdp).not.toContain('peer2');
    expect(wire.kindsOf(session)).not.toContain('terminated');
  });

  it('of theirs during our hold is answered with the hold', async () => {
    const { session, dialog } = await wire.talks();
    void session.setHold(true);
    const hold = await wire.peer.nextRequest('INVITE');
    wire.peer.respond(hold, 200, { body: ANSWER.replace('a=sendrecv', 'a=recvonly') });
    await settle();
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
    await settle();
    const ok = await wire.peer.nextResponse('INVITE', 200);
    expect(directionOf(ok.body)).toBe('sendonly');
  });

  it('of theirs without a description is answered with an offer that keeps the hold', async () => {
    const { session, dialog } = await wire.talks();
    void session.setHold(true);
    const hold = await wire.peer.nextRequest('INVITE');
    wire.peer.respond(hold, 200, { body: ANSWER.replace('a=sendrecv', 'a=recvonly') });
    await settle();
    wire.peer.request('INVITE', dialog);
    const ok = await wire.peer.nextResponse('INVITE', 200);
    expect(directionOf(ok.body)).toBe('sendonly');
  });

  it('of theirs that restarts ICE is answered with the candidates of the new gathering', async () => {
    const { session, dialog } = await wire.talks();
    const connection = wire.phone.connectionOf(session);
    connection.pace = { kind: 'auto', delayMs: 200 };
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
    await settle(100);
    expect(wire.peer.seen.at(-1), 'nothing goes out without them').not.toMatchObject({ status: 200 });
    await settle(200);
    const { body } = await wire.peer.nextResponse('INVITE', 200);
    expect(body).toContain('a=candidate:');
    expect(body).toContain(
      `a=ice-ufrag:${/a=ice-ufrag:(\S+)/u.exec(connection.localDescription?.sdp ?? '')?.[1] ?? '?'}`,
    );
  });

  it('of theirs that restarts ICE is answered in the end where nothing is ever gathered', async () => {
    const { session, dialog } = await wire.talks();
    wire.phone.connectionOf(session).pace = { kind: 'manual' };
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
    await settle(3000);
    expect((await wire.peer.nextResponse('INVITE', 200)).status).toBe(200);
  });

  it('of theirs whose ACK stays away ends nothing, and the next one is taken', async () => {
    const { session, dialog } = await wire.talks();
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
    await settle();
    await wire.peer.nextResponse('INVITE', 200);
    await settle(40_000);
    expect(wire.kindsOf(session)).not.toContain('terminated');
    expect(wire.peer.requests('BYE')).toEqual([]);
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
    await settle();
    const last = wire.peer.seen.filter((one) => one.kind === 'response').at(-1);
    expect(last).toMatchObject({ status: 200 });
  });
});

describe('the remote target', () => {
  it('is the contact of the 2xx, not of the 180', async () => {
    const { invite } = await wire.calls();
    wire.respondAs('sip:early@far.invalid', invite, '180 Ringing');
    await settle();
    wire.respondAs('sip:final@far.invalid', invite, '200 OK', ANSWER);
    const ack = await wire.peer.nextRequest('ACK');
    expect(ack.uri).toBe('sip:final@far.invalid');
  });

  it('follows the contact of a 2xx to our re-INVITE', async () => {
    const { session } = await wire.talks();
    void session.setHold(true);
    const hold = await wire.peer.nextRequest('INVITE');
    const body = ANSWER.replace('a=sendrecv', 'a=recvonly');
    wire.respondAs('sip:moved@elsewhere.invalid;transport=ws', hold, '200 OK', body);
    await settle();
    session.terminate();
    const bye = await wire.peer.nextRequest('BYE');
    expect(bye.uri).toBe('sip:moved@elsewhere.invalid;transport=ws');
  });
});

describe('a session timer', () => {
  it('is neither asked for nor run, and a refresh of theirs is answered', async () => {
    const { session, invite, dialog } = await wire.talks();
    expect(headerOf(invite, 'Session-Expires')).toBeUndefined();
    wire.peer.request('UPDATE', dialog, { headers: [['Session-Expires', '90;refresher=uac']] });
    const answer = await wire.peer.nextResponse('UPDATE');
    expect(answer.status).toBe(200);
    await settle(600_000);
    expect(wire.peer.requests('UPDATE')).toEqual([]);
    expect(wire.kindsOf(session)).not.toContain('terminated');
  });
});
