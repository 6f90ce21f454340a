// The peer connection of a call, and another that may replace it: a browser that applied a description half way never accepts
// another one on that connection (docs/adr/0017). The old one carries the sound until the new one is agreed on. Never decides
// when to replace it; only how.
import type { InUse } from '../../fit-description.ts';
import type { StackSession } from './stack.ts';

export interface ConnectionListener {
  /** Gives the connection in use the servers as they are good now. */
  freshen(): Promise<void>;
  /** Another connection is made ready. */
  renewing(connection: RTCPeerConnection): void;
  /** It took the place of the one before, or is closed. */
  renewed(isTaken: boolean): void;
}

const audioSenders = (connection: RTCPeerConnection): readonly RTCRtpSender[] =>
  connection
    .getTransceivers()
    .flatMap(({ sender, receiver }) => (receiver.track.kind === 'audio' ? [sender] : []));

/**
 * An offer that only sends gets a place of its own from the browser, which hears and never speaks (RFC 9429 5.10): our sound moves there,
 * or nobody would hear us once they take us back from hold.
 */
async function speakWhereAsked(connection: RTCPeerConnection): Promise<void> {
  const sounds = connection.getTransceivers().filter(({ receiver }) => receiver.track.kind === 'audio');
  const asked = sounds.find(({ mid }) => mid !== null);
  const ours = sounds.find(({ mid }) => mid === null);
  if (asked === undefined || ours === undefined) return;
  const { direction, sender } = ours;
  const { track } = sender;
  await Promise.all([sender.replaceTrack(null), asked.sender.replaceTrack(track)]);
  ours.stop();
  asked.direction = direction;
}

/** Which role the far side has had: its answer said so, or ours did (RFC 8842 5.1). */
function theirRoleIn(local: RTCSessionDescription, remote: RTCSessionDescription): InUse['theirRole'] {
  const answer = remote.type === 'answer' ? remote : local;
  const isActive = /^a=setup:active\r?$/mu.test(answer.sdp);
  return isActive === (answer === remote) ? 'active' : 'passive';
}

export class Connections {
  readonly #session: StackSession;
  readonly #listener: ConnectionListener;
  #spare: RTCPeerConnection | undefined;
  #isSpoilt = false;
  #isGuess = false;

  constructor(session: StackSession, listener: ConnectionListener) {
    this.#session = session;
    this.#listener = listener;
  }

  get current(): RTCPeerConnection {
    return this.#session.connection;
  }

  /** The connection in use takes no description any more; what it carries goes on. */
  get isSpoilt(): boolean {
    return this.#isSpoilt;
  }

  /**
   * An ICE restart would not help: it takes no description, or it has ICE and no keys, or its role in DTLS was a guess and no sound
   * comes.
   */
  get isBeyondRestart(): boolean {
    const { connectionState, iceConnectionState } = this.current;
    const hasPath = iceConnectionState === 'connected' || iceConnectionState === 'completed';
    return this.#isSpoilt || this.#isGuess || (connectionState === 'failed' && hasPath);
  }

  /** A description named another DTLS role than the one in use, and was taken for careless. */
  guessed(): void {
    this.#isGuess = true;
  }

  /** What both sides agreed on last; undefined before that. */
  get inUse(): InUse | undefined {
    const { currentLocalDescription: local, currentRemoteDescription: remote } = this.current;
    if (local === null || remote === null) return undefined;
    const theirRole = theirRoleIn(local, remote);
    return { local: local.sdp, remote: remote.sdp, theirRole };
  }

  /** Takes back what was set and not agreed on (RFC 9429 4.1.10.2). Where the browser refuses that, the connection is spoilt. */
  async takeBack(connection: RTCPeerConnection = this.current): Promise<void> {
    const { signalingState: state } = connection;
    if (state === 'stable' || state === 'closed') return;
    const isTheirs = state === 'have-remote-offer' || state === 'have-local-pranswer';
    try {
      if (isTheirs) await connection.setRemoteDescription({ type: 'rollback' });
      else await connection.setLocalDescription({ type: 'rollback' });
    } catch {
      if (connection === this.current) this.#isSpoilt = true;
    }
  }

  /** The browser never answered: nothing more can be asked of this connection. */
  spoil(): void {
    this.#isSpoilt = true;
  }

  /** Another connection with the same microphone and fresh keys: the same keys would go on with the association of before. */
  async spare(): Promise<RTCPeerConnection> {
    this.drop();
    const before = this.current;
    await this.#listener.freshen();
    const configuration = before.getConfiguration();
    delete configuration.certificates;
    const spare = new RTCPeerConnection(configuration);
    const track = audioSenders(before).find((sender) => sender.track !== null)?.track;
    if (track === undefined || track === null) spare.addTransceiver('audio');
    else spare.addTrack(track, this.#session._localMediaStream ?? new MediaStream([track]));
    this.#spare = spare;
    this.#listener.renewing(spare);
    return spare;
  }

  /** The description of the spare connection with its candidates, as the stack makes it for any. */
  describeSpare(type: 'offer' | 'answer'): Promise<string> {
    const session = this.#session;
    const before = session._connection;
    if (this.#spare === undefined) return Promise.reject(new Error('there is no spare connection'));
    // The stack asks for its connection only when it begins.
    session._connection = this.#spare;
    session._iceReady = false;
    const description = session._createLocalDescription(type);
    session._connection = before;
    return description;
  }

  /** The name by which the spare connection knows its sound. */
  get spareMid(): string | undefined {
    return this.#spare?.getTransceivers().find(({ mid }) => mid !== null)?.mid ?? undefined;
  }

  /** Gives the spare connection a description of theirs. */
  async setSpareRemote(description: RTCSessionDescriptionInit): Promise<void> {
    const spare = this.#spare;
    await spare?.setRemoteDescription(description);
    if (spare !== undefined && description.type === 'offer') await speakWhereAsked(spare);
  }

  /** Both sides agreed on the spare connection. */
  take(): void {
    if (this.#spare === undefined) return;
    const before = this.current;
    const spare = this.#spare;
    this.#spare = undefined;
    this.#session._connection = spare;
    this.#isSpoilt = false;
    this.#isGuess = false;
    this.#listener.renewed(true);
    before.close();
  }

  /** It is not needed after all. */
  drop(): void {
    if (this.#spare === undefined) return;
    const spare = this.#spare;
    this.#spare = undefined;
    this.#listener.renewed(false);
    spare.close();
  }
}
