// What a call keeps of its sound whatever becomes of its connections: silence, the microphone, and a place in a conference.
import { beforeEach, describe, expect, it } from 'vitest';
import type { ConferenceSeat } from '../../../../src/media/conference.ts';
import type { CallMicrophone, MediaSession } from '../../../../src/media/media-session.ts';
import { SILENT_LEVELS } from '../../../../src/media/levels.ts';
import { CallMedia } from '../../../../src/phone/calls/call-media.ts';
import { MicrophoneOwner } from '../../../../src/phone/devices/microphone-owner.ts';
import { DEFAULT_SETTINGS } from '../../../../src/phone/settings.ts';
import { FakeCopy } from '../../../doubles/fake-microphone.ts';
import { FakeWorld } from '../../../doubles/fake-ports.ts';

/** A session that remembers what it was told. */
class Session implements MediaSession {
  readonly levels = SILENT_LEVELS;
  readonly seats: (ConferenceSeat | undefined)[] = [];
  microphone: CallMicrophone;
  isClosed = false;
  looks = 0;

  constructor(microphone: CallMicrophone) {
    this.microphone = microphone;
  }

  setSpeaker(): Promise<boolean> {
    return Promise.resolve(true);
  }

  replaceMicrophone(microphone: CallMicrophone): Promise<void> {
    this.microphone = microphone;
    return Promise.resolve();
  }

  join(seat: ConferenceSeat | undefined): Promise<void> {
    this.seats.push(seat);
    return Promise.resolve();
  }

  resume(): Promise<void> {
    return Promise.resolve();
  }

  look(): void {
    this.looks += 1;
  }

  renew(): void {
    this.isClosed = false;
  }

  close(): void {
    this.isClosed = true;
  }
}

const OPTIONS = { relayMs: undefined, speakerId: '', coding: DEFAULT_SETTINGS };
const SEAT: ConferenceSeat = { mix: {}, isPlayed: true, soundsChanged: () => undefined };

let world: FakeWorld;
let owner: MicrophoneOwner;
let sessions: Session[];
let media: CallMedia;

const copyOf = (session: Session | undefined): FakeCopy => {
  if (session?.microphone instanceof FakeCopy) return session.microphone;
  throw new Error('the call has no microphone');
};

beforeEach(async () => {
  world = new FakeWorld();
  sessions = [];
  owner = new MicrophoneOwner(world.ports.openMicrophone, () => DEFAULT_SETTINGS, {
    ended: () => undefined,
    talksUnheard: () => undefined,
  });
  const openMediaSession = (_connection: object, microphone: CallMicrophone): Session => {
    const session = new Session(microphone);
    sessions.push(session);
    return session;
  };
  media = new CallMedia({ ...world.ports, openMediaSession }, owner, {
    moment: () => ({ call: undefined, steadySinceMs: undefined }),
    heard: () => undefined,
  });
  media.setSilent(true);
  await media.openMicrophone(() => true);
});

describe('the media of a call', () => {
  it('is silent from the first sample on where it was asked to be before there was a microphone', () => {
    media.open({}, OPTIONS);
    expect(copyOf(sessions[0])).toMatchObject({ isSilent: true, wasHeard: false });
  });

  it('stays silent through another connection and another microphone, and sends what is used now', async () => {
    media.open({}, OPTIONS);
    await owner.change('usb', DEFAULT_SETTINGS);
    media.open({}, OPTIONS);
    expect(sessions[0]?.isClosed).toBe(true);
    expect(sessions[1]?.microphone).toBe(sessions[0]?.microphone);
    expect(copyOf(sessions[1])).toMatchObject({ isSilent: true, wasHeard: false, isStopped: false });
    expect(media.microphone).toBe(sessions[1]?.microphone.stream);
    media.setSilent(false);
    expect(copyOf(sessions[1]).isSilent).toBe(false);
  });

  it('keeps its place in a conference over another connection, until it leaves', async () => {
    await media.join(SEAT);
    media.open({}, OPTIONS);
    media.open({}, OPTIONS);
    expect(sessions.map(({ seats }) => seats)).toEqual([[SEAT], [SEAT]]);
    await media.join(undefined);
    media.open({}, OPTIONS);
    expect(sessions.map(({ seats }) => seats)).toEqual([[SEAT], [SEAT, undefined], []]);
  });

  it('gives the microphone back when it ends, once', () => {
    media.open({}, OPTIONS);
    media.close();
    media.close();
    expect(world.openMicrophones.size).toBe(0);
    expect(media.microphone).toBeUndefined();
    expect(sessions[0]?.isClosed).toBe(true);
  });
});
