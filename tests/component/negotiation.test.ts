// Whether the double of a peer connection refuses what Chromium refuses, and is spoilt by what spoils Chromium: one script, run in both.
// The user agents' tests stand on it (tests/unit/sip/jssip/any-sequence, spoiling-descriptions).
import { describe, expect, it } from 'vitest';
import { FakeMediaStream } from '../doubles/sip/webrtc/fake-media-stream.ts';
import { FakePeerConnection } from '../doubles/sip/webrtc/fake-peer-connection.ts';
import { SPOILED } from '../unit/sip/jssip/support/spoiled.ts';
import { newConnection } from './many-connections.ts';

/** As much of a peer connection as both have. */
interface Connection {
  readonly signalingState: string;
  readonly localDescription: { readonly type: string; readonly sdp: string } | null;
  createOffer(): Promise<{ type: string; sdp?: string }>;
  createAnswer(): Promise<{ type: string; sdp?: string }>;
  setLocalDescription(description: object): Promise<void>;
  setRemoteDescription(description: object): Promise<void>;
  close(): void;
}

interface Outcome {
  /** Which step was refused; undefined where none was. */
  readonly refused: string | undefined;
  readonly state: string;
  /** It can be rolled back to go on. */
  readonly mends: boolean;
  /** And another exchange comes to its end. */
  readonly goesOn: boolean;
}

const sound = new AudioContext();

const REAL = (): Connection => {
  const connection = newConnection();
  const { stream } = sound.createMediaStreamDestination();
  for (const track of stream.getTracks()) connection.addTrack(track, stream);
  return connection;
};
const DOUBLE = (): Connection => {
  const connection = new FakePeerConnection();
  for (const track of FakeMediaStream.microphone().getTracks()) connection.addTrack(track);
  return connection as unknown as Connection;
};

async function exchange(from: Connection, to: Connection): Promise<void> {
  const offer = await from.createOffer();
  await from.setLocalDescription(offer);
  await to.setRemoteDescription(offer);
  const answer = await to.createAnswer();
  await to.setLocalDescription(answer);
  await from.setRemoteDescription(answer);
}

const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch {
    return false;
  }
};

async function mend(connection: Connection): Promise<boolean> {
  if (connection.signalingState === 'stable') return true;
  const isTheirs = connection.signalingState === 'have-remote-offer';
  const type = 'rollback';
  return attempt(() =>
    isTheirs ? connection.setRemoteDescription({ type }) : connection.setLocalDescription({ type }),
  );
}

/** One side meets a description of the other that was spoilt on the way. `calls`: the side began the call. */
async function meets(
  make: () => Connection,
  kind: 'offer' | 'answer',
  calls: boolean,
  spoil: (typeof SPOILED)[number]['spoil'],
): Promise<Outcome> {
  const [side, far] = [make(), make()];
  await (calls ? exchange(side, far) : exchange(far, side));
  const role = calls ? 'active' : 'passive';
  let refused: string | undefined;
  if (kind === 'offer') {
    const offer = await far.createOffer();
    const sdp = spoil(offer.sdp ?? '', role);
    if (!(await attempt(() => side.setRemoteDescription({ type: 'offer', sdp })))) refused = 'remote';
    else if (!(await attempt(async () => side.setLocalDescription(await side.createAnswer()))))
      refused = 'local';
  } else {
    const offer = await side.createOffer();
    await side.setLocalDescription(offer);
    await far.setRemoteDescription(offer);
    const answer = await far.createAnswer();
    await far.setLocalDescription(answer);
    const sdp = spoil(answer.sdp ?? '', role);
    if (!(await attempt(() => side.setRemoteDescription({ type: 'answer', sdp })))) refused = 'remote';
  }
  const state = side.signalingState;
  const mends = await mend(side);
  const goesOn = await attempt(() => side.createOffer());
  side.close();
  far.close();
  return { refused, state, mends, goesOn };
}

describe('the double of a peer connection does as Chromium does', () => {
  const cases = SPOILED.flatMap(({ name, spoil }) =>
    (['offer', 'answer'] as const).flatMap((kind) =>
      [true, false].map((calls) => ({ name, spoil, kind, calls, who: calls ? 'caller' : 'callee' })),
    ),
  );
  it.each(cases)('$who, $kind $name', async ({ kind, calls, spoil }) => {
    const real = await meets(REAL, kind, calls, spoil);
    expect(await meets(DOUBLE, kind, calls, spoil)).toEqual(real);
  });

  it('where some of these spoil a real one, and some do not', async () => {
    const outcomes = await Promise.all(
      cases.map(({ kind, calls, spoil }) => meets(REAL, kind, calls, spoil)),
    );
    expect(outcomes.some(({ mends }) => !mends)).toBe(true);
    expect(outcomes.some(({ refused, mends }) => refused !== undefined && mends)).toBe(true);
    expect(outcomes.some(({ refused }) => refused === undefined)).toBe(true);
  });
});
