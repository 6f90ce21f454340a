// Descriptions that a browser takes half way, or not at all, within a call: the answer to our offer, an offer of theirs, the answer in an
// ACK. None leaves a call that can't be mended: each request of theirs has its final answer, and the next hold works.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../../../src/sip/user-agent.ts';
import { headerOf, type SipRequest, type SipResponse } from '../../../../server/sip/message.ts';
import type { PeerDialog } from '../../../doubles/sip/peer-dialog.ts';
import {
  directionOf,
  setupOf,
  ufragOf,
  writeSdp,
  type Direction,
} from '../../../doubles/sip/webrtc/fake-sdp.ts';
import { settle } from './support/pair.ts';
import { SPOILED, type Spoil } from './support/spoiled.ts';
import { Wire } from './support/wire.ts';

let wire: Wire;

beforeEach(async () => {
  vi.useFakeTimers();
  wire = new Wire();
  await wire.start();
});

afterEach(async () => {
  await wire.stop();
});

interface Far {
  readonly session: Session;
  readonly dialog: PeerDialog;
  /** What the far side is in DTLS. */
  readonly role: 'active' | 'passive';
}

const sdp = (
  setup: 'active' | 'passive' | 'actpass',
  direction: Direction = 'sendrecv',
  version = 5,
): string =>
  writeSdp({
    version,
    direction,
    ufrag: 'peer1',
    pwd: 'password-of-the-peer-here',
    setup,
    candidates: [],
  });

/** The answer of a far side that has its wits together: its role in use, and the direction that fits. */
const soundAnswer = ({ role }: Far, offer: string): string => {
  const reply = {
    sendrecv: 'sendrecv',
    sendonly: 'recvonly',
    recvonly: 'sendonly',
    inactive: 'inactive',
  } as const;
  return sdp(role, reply[directionOf(offer)]);
};

async function asCallee(): Promise<Far> {
  const { session, dialog } = await wire.talks();
  return { session, dialog, role: 'active' };
}

async function asCaller(): Promise<Far> {
  const { session, dialog } = await wire.answers();
  wire.peer.request('ACK', dialog);
  await settle();
  return { session, dialog, role: 'passive' };
}

const BOTH = [
  ['a call of ours', asCallee],
  ['a call of theirs', asCaller],
] as const;

/** Answers every re-INVITE from now on with sense. */
function answersWell(far: Far): () => void {
  const taken = new Set<SipRequest>();
  const timer = setInterval(() => {
    for (const invite of wire.peer.requests('INVITE')) {
      const isWithin = (headerOf(invite, 'To') ?? '').includes('tag=');
      if (!isWithin || taken.has(invite) || answered.has(invite)) continue;
      taken.add(invite);
      wire.peer.respond(invite, 200, { body: soundAnswer(far, invite.body) });
    }
  }, 10);
  return () => {
    clearInterval(timer);
  };
}
const answered = new WeakSet<SipRequest>();

async function answerNext(status: number, body = ''): Promise<SipRequest> {
  const invite = await wire.peer.nextRequest('INVITE');
  answered.add(invite);
  wire.peer.respond(invite, status, { body });
  return invite;
}

/** Hold and back again, with a far side of sense: asks nothing more of a call. */
async function holdWorks(far: Far): Promise<void> {
  const stop = answersWell(far);
  await settle(3000);
  for (const held of [true, false]) {
    const done = far.session.setHold(held);
    await settle(5000);
    await expect(done).resolves.toBe(true);
    const connection = wire.phone.connectionOf(far.session);
    expect(connection.signalingState).toBe('stable');
    const direction = connection.getTransceivers()[0]?.currentDirection;
    expect(held ? ['sendonly', 'inactive'] : ['sendrecv']).toContain(direction);
  }
  stop();
  expect(wire.kindsOf(far.session)).not.toContain('terminated');
}

/** An offer of theirs, and the final answer to it. */
async function offers(far: Far, body: string, method: 'INVITE' | 'UPDATE' = 'INVITE'): Promise<SipResponse> {
  const request = wire.peer.request(method, far.dialog, { body });
  await settle(6000);
  const final = wire.peer.seen.filter(
    (one): one is SipResponse =>
      one.kind === 'response' && one.status >= 200 && headerOf(one, 'CSeq') === headerOf(request, 'CSeq'),
  );
  const first = final[0];
  if (first === undefined) throw new Error('no final answer');
  if (method === 'INVITE' && first.status === 200) wire.peer.request('ACK', far.dialog);
  await settle();
  return first;
}

describe.each(BOTH)('within %s', (_, begin) => {
  describe.each(SPOILED)('an answer $name', ({ spoil, silences }: Spoil) => {
    it('to our hold leaves a call that can be held', async () => {
      const far = await begin();
      const held = far.session.setHold(true);
      await answerNext(200, spoil(sdp(far.role, 'recvonly'), far.role));
      const stop = answersWell(far);
      await settle(10_000);
      await expect(held).resolves.toBe(true);
      stop();
      expect(wire.phone.connectionOf(far.session).signalingState).toBe('stable');
      if (!silences) await holdWorks(far);
    });

    it('to our ICE restart leaves a call that can be held', async () => {
      const far = await begin();
      far.session.restartIce('all');
      await answerNext(200, spoil(sdp(far.role), far.role));
      await holdWorks(far);
    });

    it('in an ACK leaves a call that can be held', async () => {
      const far = await begin();
      wire.peer.request('INVITE', far.dialog);
      await settle();
      await wire.peer.nextResponse('INVITE', 200);
      wire.peer.request('ACK', far.dialog, {
        body: spoil(sdp(far.role), far.role),
        headers: [['Content-Type', 'application/sdp']],
      });
      await holdWorks(far);
    });
  });

  describe.each(SPOILED)('an offer $name', ({ spoil, offer }: Spoil) => {
    it.each(['INVITE', 'UPDATE'] as const)(
      'in %s has its final answer, and the call can be held',
      async (method) => {
        const far = await begin();
        const before = wire.phone.connectionOf(far.session);
        const answer = await offers(far, spoil(sdp('actpass'), far.role), method);
        expect(answer.status).toBe(offer);
        if (offer === 488) {
          expect(wire.phone.connectionOf(far.session)).toBe(before);
          expect(before.getTransceivers()[0]?.currentDirection).toBe('sendrecv');
        }
        expect((await offers(far, sdp('actpass', 'sendrecv', 6))).status).toBe(200);
        await holdWorks(far);
      },
    );
  });

  it('a hold that is answered 200 without a description is offered once more, and holds', async () => {
    const far = await begin();
    const held = far.session.setHold(true);
    await answerNext(200);
    const stop = answersWell(far);
    await settle(5000);
    await expect(held).resolves.toBe(true);
    stop();
    await holdWorks(far);
  });

  it('a far side that only ever answers with nonsense leaves the call as it was, in words', async () => {
    const far = await begin();
    const held = far.session.setHold(true);
    for (let round = 0; round < 3; round++) {
      const next = wire.peer.nextRequest('INVITE');
      await settle(5000);
      wire.peer.respond(await next, 200, { body: 'nonsense' });
      await settle();
    }
    await settle(20_000);
    await expect(held).resolves.toBe(false);
    expect(
      wire.peer
        .requests('INVITE')
        .filter(({ headers }) => headers.some(([, value]) => value.includes('tag=far'))).length,
    ).toBeLessThanOrEqual(3);
    await holdWorks(far);
  });

  it('a new association of theirs is answered by a new one of ours', async () => {
    const far = await begin();
    const before = wire.phone.connectionOf(far.session);
    const other = sdp(far.role === 'active' ? 'passive' : 'active')
      .replaceAll('peer1', 'moved')
      .replace(/(a=fingerprint:sha-256 )../u, '$100');
    const answer = await offers(far, other);
    expect(answer.status).toBe(200);
    expect(setupOf(answer.body)).toBe(far.role);
    const after = wire.phone.connectionOf(far.session);
    expect(after).not.toBe(before);
    expect(before.signalingState).toBe('closed');
    expect(ufragOf(answer.body)).toBe(ufragOf(after.localDescription?.sdp ?? ''));
  });

  it('a role that was only a guess is given up where no sound comes', async () => {
    const far = await begin();
    const before = wire.phone.connectionOf(far.session);
    expect((await offers(far, sdp(far.role === 'active' ? 'passive' : 'active'))).status).toBe(200);
    expect(wire.phone.connectionOf(far.session)).toBe(before);
    const stop = answersWell(far);
    far.session.restartIce('all');
    await settle(3000);
    stop();
    expect(wire.phone.connectionOf(far.session)).not.toBe(before);
    await holdWorks(far);
  });

  it('an ACK that never comes leaves nothing set, and the next offer of theirs is taken', async () => {
    const far = await begin();
    wire.peer.request('INVITE', far.dialog);
    await settle(5000);
    expect(wire.phone.connectionOf(far.session).signalingState).toBe('stable');
    expect((await offers(far, sdp('actpass', 'sendrecv', 6))).status).toBe(200);
    await holdWorks(far);
  });

  it('an UPDATE that crosses our offer in a 200 is told to wait', async () => {
    const far = await begin();
    wire.peer.request('INVITE', far.dialog);
    await settle();
    expect((await offers(far, sdp('actpass'), 'UPDATE')).status).toBe(491);
  });

  it('a browser that never answers is left, and the request answered', async () => {
    const far = await begin();
    const before = wire.phone.connectionOf(far.session);
    before.createAnswer = () => new Promise(() => undefined);
    const stop = answersWell(far);
    expect((await offers(far, sdp('actpass', 'sendrecv', 6))).status).toBe(500);
    await settle(3000);
    stop();
    expect(wire.phone.connectionOf(far.session)).not.toBe(before);
    await holdWorks(far);
  });
});
