// The fake RTCPeerConnection where other tests lean on it: the states of RFC 9429 3.2 and the directions of RFC 3264.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeMediaStream } from '../../doubles/sip/webrtc/fake-media-stream.ts';
import { FakePeerConnection } from '../../doubles/sip/webrtc/fake-peer-connection.ts';
import { directionOf, ufragOf, type Direction } from '../../doubles/sip/webrtc/fake-sdp.ts';
import { installFakeWebRtc } from '../../doubles/sip/webrtc/install.ts';

beforeEach(installFakeWebRtc);
afterEach(() => vi.unstubAllGlobals());

function withMicrophone(): FakePeerConnection {
  const connection = new FakePeerConnection();
  for (const track of FakeMediaStream.microphone().getTracks()) connection.addTrack(track);
  return connection;
}

const direct = (connection: FakePeerConnection, direction: Direction): void => {
  for (const transceiver of connection.getTransceivers()) transceiver.direction = direction;
};

async function negotiate(caller: FakePeerConnection, callee: FakePeerConnection, iceRestart = false) {
  const offer = await caller.createOffer({ iceRestart });
  await caller.setLocalDescription(offer);
  await callee.setRemoteDescription(offer);
  const answer = await callee.createAnswer();
  await callee.setLocalDescription(answer);
  await caller.setRemoteDescription(answer);
  return { offer: offer.sdp, answer: answer.sdp };
}

describe('the fake peer connection', () => {
  it.each([
    ['sendrecv', 'sendrecv', 'sendrecv'],
    ['sendonly', 'sendrecv', 'recvonly'],
    ['sendonly', 'sendonly', 'inactive'],
    ['recvonly', 'sendrecv', 'sendonly'],
    ['inactive', 'sendrecv', 'inactive'],
    ['sendrecv', 'recvonly', 'recvonly'],
  ] as const)('offers %s to one that wants %s and is answered %s', async (offered, wanted, answered) => {
    const [caller, callee] = [withMicrophone(), withMicrophone()];
    direct(caller, offered);
    direct(callee, wanted);
    const { offer, answer } = await negotiate(caller, callee);
    expect([directionOf(offer), directionOf(answer)]).toEqual([offered, answered]);
    expect(callee.getTransceivers()[0]?.currentDirection).toBe(answered);
    expect(caller.signalingState).toBe('stable');
  });

  it('gathers after the first description, and again after an ICE restart only', async () => {
    const [caller, callee] = [withMicrophone(), withMicrophone()];
    const states: string[] = [];
    caller.addEventListener('icegatheringstatechange', () => states.push(caller.iceGatheringState));
    const first = await negotiate(caller, callee);
    await vi.waitFor(() => {
      expect(states).toEqual(['gathering', 'complete']);
    });
    expect(caller.localDescription?.sdp).toContain('a=candidate:');
    const second = await negotiate(caller, callee);
    expect(ufragOf(second.offer)).toBe(ufragOf(first.offer));
    const third = await negotiate(caller, callee, true);
    expect(ufragOf(third.offer)).not.toBe(ufragOf(first.offer));
    expect(ufragOf(third.answer)).not.toBe(ufragOf(first.answer));
    await vi.waitFor(() => {
      expect(states).toEqual(['gathering', 'complete', 'gathering', 'complete']);
    });
  });

  it('keeps gathering until it is told, where a test wants that', async () => {
    FakePeerConnection.gathering = { kind: 'manual' };
    const connection = withMicrophone();
    await connection.setLocalDescription();
    await vi.waitFor(() => {
      expect(connection.iceGatheringState).toBe('gathering');
    });
    connection.finishGathering();
    expect(connection.iceGatheringState).toBe('complete');
  });

  it('refuses what does not fit its state', async () => {
    const connection = withMicrophone();
    const offer = await connection.createOffer();
    await expect(connection.createAnswer()).rejects.toThrow('without a remote offer');
    await expect(connection.setRemoteDescription({ type: 'answer', sdp: offer.sdp })).rejects.toMatchObject({
      name: 'InvalidStateError',
    });
    await expect(connection.setRemoteDescription({ type: 'offer', sdp: 'no SDP' })).rejects.toMatchObject({
      name: 'OperationError',
    });
    connection.close();
    await expect(connection.createOffer()).rejects.toMatchObject({ name: 'InvalidStateError' });
  });

  it('rolls an offer back, and a remote offer rolls ours back', async () => {
    const [one, other] = [withMicrophone(), withMicrophone()];
    const { answer } = await negotiate(other, one);
    await one.setLocalDescription(await one.createOffer({ iceRestart: true }));
    expect(one.signalingState).toBe('have-local-offer');
    await one.setLocalDescription({ type: 'rollback' });
    expect([one.signalingState, ufragOf(one.localDescription?.sdp ?? '')]).toEqual([
      'stable',
      ufragOf(answer),
    ]);
    await one.setLocalDescription(await one.createOffer());
    await one.setRemoteDescription(await other.createOffer());
    expect(one.signalingState).toBe('have-remote-offer');
  });

  it('reports the states a test sets, once each', () => {
    const connection = withMicrophone();
    const heard: string[] = [];
    connection.addEventListener('connectionstatechange', () => heard.push(connection.connectionState));
    connection.addEventListener('iceconnectionstatechange', () =>
      heard.push(`ice ${connection.iceConnectionState}`),
    );
    connection.become('connected');
    connection.become('failed', 'disconnected');
    connection.become('failed', 'disconnected');
    expect(heard).toEqual(['ice connected', 'connected', 'ice disconnected', 'failed']);
  });
});
