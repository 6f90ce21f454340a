// Hold is read wherever it is told, and what can't be used is refused before it touches anything: on the wire, with the real stack.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf, type SipResponse } from '../../../../server/sip/message.ts';
import { asCaller, newDialog, type PeerDialog } from '../../../doubles/sip/peer-dialog.ts';
import { media } from '../../../doubles/sip/test-phone.ts';
import { directionOf } from '../../../doubles/sip/webrtc/fake-sdp.ts';
import type { Session, SessionEvent } from '../../../../src/sip/user-agent.ts';
import { settle } from './support/pair.ts';
import { ANSWER, LATER_OFFER, OFFER, Wire } from './support/wire.ts';

let wire: Wire;

beforeEach(async () => {
  vi.useFakeTimers();
  wire = new Wire();
  await wire.start();
});

afterEach(() => wire.stop());

const as = (sdp: string, direction: string): string => sdp.replace('a=sendrecv', `a=${direction}`);
const HELD = { kind: 'remoteHoldChanged', held: true };
const RESUMED = { kind: 'remoteHoldChanged', held: false };
const changes = (session: Session): SessionEvent[] =>
  wire.phone
    .changesOf(session)
    .filter(({ kind }) => kind === 'remoteHoldChanged' || kind === 'remoteListensChanged');

/** The phone calls; the 200 says this direction. */
async function answered(sdp: string): Promise<Session> {
  const { session, invite } = await wire.calls();
  wire.peer.respond(invite, 200, { body: sdp, toTag: 'far' });
  await settle();
  return session;
}

/** The phone is called with this description, and answers. */
async function called(sdp: string): Promise<{ session: Session; dialog: PeerDialog; ok: SipResponse }> {
  const began = newDialog(wire.contact, 'sip:1002@pbx.example.org', 'sip:1001@pbx.example.org');
  wire.peer.request('INVITE', began, { body: sdp });
  await settle();
  const session = wire.phone.ringing;
  session.answer(media());
  const ok = await wire.peer.nextResponse('INVITE', 200);
  return { session, ok, dialog: asCaller(began, ok) };
}

describe('a hold', () => {
  it.each(['sendonly', 'inactive'])('in the 200: %s', async (direction) => {
    const session = await answered(as(ANSWER, direction));
    expect(changes(session)).toEqual([HELD]);
    const kinds = wire.kindsOf(session);
    expect(kinds.indexOf('established')).toBeLessThan(kinds.indexOf('remoteHoldChanged'));
  });

  it('in the old way, with an address of nobody', async () => {
    const session = await answered(ANSWER.replace('m=audio 9', 'm=audio 40000'));
    expect(changes(session)).toEqual([HELD]);
  });

  it('in an answer before the 200, which is told once it is a call', async () => {
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 183, { body: as(ANSWER, 'inactive'), toTag: 'far' });
    await settle();
    expect(changes(session)).toEqual([]);
    wire.peer.respond(invite, 200, { body: as(ANSWER, 'sendonly'), toTag: 'far' });
    await settle();
    expect(changes(session)).toEqual([HELD]);
  });

  it.each([
    ['sendonly', 'recvonly'],
    ['inactive', 'inactive'],
  ])('in the INVITE: %s, answered %s', async (direction, ours) => {
    const { session, ok } = await called(as(OFFER, direction));
    await settle();
    expect(directionOf(ok.body)).toBe(ours);
    expect(changes(session)).toEqual([HELD]);
  });

  it('in the answer of an ACK', async () => {
    const { session, dialog } = await called('');
    await settle();
    expect(changes(session)).toEqual([]);
    wire.peer.request('ACK', dialog, { body: as(ANSWER, 'sendonly') });
    await settle();
    expect(changes(session)).toEqual([HELD]);
  });

  it.each(['INVITE', 'UPDATE'])('in a later %s, and taken back by another', async (method) => {
    const { session, dialog } = await wire.talks();
    for (const direction of ['sendonly', 'sendrecv']) {
      wire.peer.request(method, dialog, { body: as(LATER_OFFER, direction) });
      await settle();
      await wire.peer.nextResponse(method, 200);
      if (method === 'INVITE') wire.peer.request('ACK', dialog);
      await settle();
    }
    expect(changes(session)).toEqual([HELD, RESUMED]);
  });

  it('in the ACK of a re-INVITE without a description', async () => {
    const { session, dialog } = await wire.talks();
    wire.peer.request('INVITE', dialog);
    await wire.peer.nextResponse('INVITE', 200);
    wire.peer.request('ACK', dialog, { body: as(ANSWER, 'inactive') });
    await settle();
    expect(changes(session)).toEqual([HELD]);
  });

  it('of our own that is answered as it must be is none of theirs', async () => {
    const { session } = await wire.talks();
    const held = session.setHold(true);
    const invite = await wire.peer.nextRequest('INVITE');
    expect(directionOf(invite.body)).toBe('sendonly');
    wire.peer.respond(invite, 200, { body: as(ANSWER, 'recvonly') });
    await settle();
    expect(await held).toBe(true);
    expect(changes(session)).toEqual([]);
  });
});

it('a far side that only listens is told, and when it speaks again', async () => {
  const session = await answered(as(ANSWER, 'recvonly'));
  expect(changes(session)).toEqual([{ kind: 'remoteListensChanged', onlyListens: true }]);
});

describe('an offer that can’t be used', () => {
  const FAX = `${OFFER.replace('m=audio 9', 'm=audio 0')}m=image 4000 udptl t38\r\n`;

  it.each([
    ['for a fax', FAX, 'no usable audio section'],
    [
      'without encryption',
      OFFER.replace(/a=fingerprint[^\r]*\r\n/u, '').replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'),
      'no DTLS-SRTP fingerprint',
    ],
    ['that is none', 'hello', 'the session description cannot be read'],
  ])(
    'within a call %s gets 488 with the reason, and the connection is not touched',
    async (_name, body, why) => {
      const { session, dialog } = await wire.talks();
      const connection = wire.phone.connectionOf(session);
      const applied = vi.spyOn(connection, 'setRemoteDescription');
      wire.peer.request('INVITE', dialog, { body });
      await settle();
      const answer = await wire.peer.nextResponse('INVITE', 488);
      expect(headerOf(answer, 'Warning')).toContain(why);
      expect(applied).not.toHaveBeenCalled();
      expect(connection.signalingState).toBe('stable');
      wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
      await settle();
      expect((await wire.peer.nextResponse('INVITE')).status).toBe(200);
      expect(wire.kindsOf(session)).not.toContain('terminated');
    },
  );

  it('before a call gets 488 at once', async () => {
    wire.peer.request('INVITE', newDialog(wire.contact), { body: FAX });
    expect(headerOf(await wire.peer.nextResponse('INVITE', 488), 'Warning')).toContain(
      'no usable audio section',
    );
    expect(wire.phone.incoming).toEqual([]);
  });
});

describe('a description that the browser refuses', () => {
  it('ends an answered call in its own words, and the caller is told why', async () => {
    const began = newDialog(wire.contact);
    wire.peer.request('INVITE', began, { body: OFFER });
    await settle();
    const session = wire.phone.ringing;
    vi.spyOn(globalThis.RTCPeerConnection.prototype, 'setRemoteDescription').mockRejectedValueOnce(
      new Error('Failed to set remote offer sdp: of all things'),
    );
    session.answer(media());
    await settle();
    const refusal = await wire.peer.nextResponse('INVITE', 488);
    expect(headerOf(refusal, 'Warning')).toContain('of all things');
    expect(wire.last(session)).toMatchObject({
      kind: 'terminated',
      end: { by: 'system', cause: 'soundRefused' },
    });
  });

  it('before the answer is as if it had not come', async () => {
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 183, { body: ANSWER.replace(/a=fingerprint[^\r]*\r\n/u, ''), toTag: 'far' });
    await settle();
    expect(wire.kindsOf(session)).toContain('proceeding');
    wire.peer.respond(invite, 200, { body: ANSWER, toTag: 'far' });
    await settle();
    expect(wire.last(session)).toEqual({ kind: 'established' });
  });
});

it('other sections are refused one by one, and stay so in our own offers', async () => {
  const { session, ok, dialog } = await called(
    `${OFFER.replace('BUNDLE 0', 'BUNDLE 0 v')}m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:v\r\n`,
  );
  const lines = (body: string): string[] =>
    [...body.matchAll(/^m=(\w+ 0?)/gmu)].map(([, line = '']) => line.trim());
  expect(lines(ok.body)).toEqual(['audio', 'video 0']);
  wire.peer.request('ACK', dialog);
  await settle();
  void session.setHold(true);
  expect(lines((await wire.peer.nextRequest('INVITE')).body)).toEqual(['audio', 'video 0']);
});
