// RTCPeerConnection for Node: the offer/answer machine, one audio section and its directions, ICE restarts, gathering and
// states that a test may set; and what Chromium refuses, and what spoils it (chromium-rules.ts). No packets. Enough for JsSIP 3.13.8 and
// for our own code; video and data channels are refused.
import { refusalOf, type Refusal } from './chromium-rules.ts';
import {
  canHear,
  common,
  readSdp,
  readSections,
  reversed,
  setupOf,
  ufragOf,
  writeSdp,
  type Direction,
} from './fake-sdp.ts';
import { FakeMediaStream, type FakeMediaStreamTrack } from './fake-media-stream.ts';
import { Gathering, newCredentials, type FakeCandidate, type GatheringPace } from './fake-gathering.ts';
import { Negotiation, type Description, type DescriptionType, type Side } from './fake-negotiation.ts';
import { FakeTransceiver, type FakeSender } from './fake-transceiver.ts';

type IceState = RTCIceConnectionState;
type ConnectionState = RTCPeerConnectionState;

let lastKey = 0;

/** A key of its own for each connection, as each certificate has. */
function newFingerprint(): string {
  const byte = (++lastKey % 256).toString(16).toUpperCase().padStart(2, '0');
  return Array.from({ length: 32 }, (_, index) => (index === 0 ? byte : 'CD')).join(':');
}

export class FakePeerConnection extends EventTarget {
  /** Every connection made since `installFakeWebRtc`, oldest first. */
  static made: FakePeerConnection[] = [];
  /** How the connections made from now on gather. */
  static gathering: GatheringPace = { kind: 'auto', delayMs: 0 };
  /** Whether ICE finds a path once both descriptions are there. */
  static findsPath = true;

  configuration: RTCConfiguration;
  connectionState: ConnectionState = 'new';
  iceConnectionState: IceState = 'new';
  /** What `getStats` gives. */
  stats = new Map<string, object>();
  pace: GatheringPace = FakePeerConnection.gathering;
  readonly #negotiation = new Negotiation();
  readonly #transceivers: FakeTransceiver[] = [];
  readonly #gathering: Gathering;
  #credentials = newCredentials();
  #offered = this.#credentials;
  #restart = false;
  #version = 1;
  #isClosed = false;
  readonly fingerprint = newFingerprint();
  #role: 'active' | 'passive' | undefined;
  #isBundled = false;
  #spoilt: Refusal | undefined;
  #pathUfrags = '';
  /** What this gathering has found so far. */
  #found: readonly string[] = [];

  constructor(configuration: RTCConfiguration = {}) {
    super();
    this.configuration = configuration;
    this.#gathering = new Gathering(
      () => this.#fire('icegatheringstatechange'),
      (candidate) => this.#fireCandidate(candidate),
    );
    FakePeerConnection.made.push(this);
  }

  /** Its part in DTLS; undefined before the first answer. */
  get role(): 'active' | 'passive' | undefined {
    return this.#role;
  }

  get signalingState(): RTCSignalingState {
    return this.#negotiation.state;
  }

  get iceGatheringState(): RTCIceGatheringState {
    return this.#gathering.state;
  }

  get localDescription(): Description | null {
    return this.#negotiation.description('local');
  }

  get remoteDescription(): Description | null {
    return this.#negotiation.description('remote');
  }

  get currentLocalDescription(): Description | null {
    return this.#negotiation.current.local ?? null;
  }

  get currentRemoteDescription(): Description | null {
    return this.#negotiation.current.remote ?? null;
  }

  get pendingLocalDescription(): Description | null {
    return this.#negotiation.pending.local ?? null;
  }

  get pendingRemoteDescription(): Description | null {
    return this.#negotiation.pending.remote ?? null;
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration;
  }

  async createOffer(options?: RTCOfferOptions | null): Promise<Description> {
    await this.#turn();
    if (options?.offerToReceiveAudio === true && this.#transceivers.length === 0)
      this.addTransceiver('recvonly');
    if (options?.iceRestart === true || this.#restart) this.#offered = newCredentials();
    const before = this.#negotiation.current.local?.sdp;
    return {
      type: 'offer',
      sdp: this.#write(this.#transceivers[0]?.wanted ?? 'inactive', 'actpass', before),
    };
  }

  async createAnswer(): Promise<Description> {
    await this.#turn();
    if (this.signalingState !== 'have-remote-offer' && this.signalingState !== 'have-local-pranswer')
      throw new DOMException('createAnswer without a remote offer', 'InvalidStateError');
    const offer = this.remoteDescription?.sdp ?? '';
    const before = this.#negotiation.current.remote;
    if (before !== undefined && ufragOf(before.sdp) !== ufragOf(offer)) this.#offered = newCredentials();
    const wanted = this.#transceivers[0]?.wanted ?? 'inactive';
    const direction = common(wanted, reversed(readSdp(offer).direction));
    return { type: 'answer', sdp: this.#write(direction, this.#answeringRole(offer), offer) };
  }

  async setLocalDescription(description?: { type: DescriptionType; sdp?: string }): Promise<void> {
    const offers = this.signalingState === 'stable' || this.signalingState === 'have-local-offer';
    const given = description ?? (await (offers ? this.createOffer() : this.createAnswer()));
    await this.#turn();
    this.#apply('local', given.type, given.sdp ?? '');
    if (given.type === 'rollback') return;
    this.#restart = false;
    if (this.iceGatheringState === 'new' || this.#credentials !== this.#offered) {
      this.#credentials = this.#offered;
      this.#found = [];
      this.#gathering.start(this.#credentials.ufrag, this.pace);
    }
  }

  async setRemoteDescription(description: { type: DescriptionType; sdp?: string }): Promise<void> {
    await this.#turn();
    const { type, sdp = '' } = description;
    const isFirst = this.remoteDescription === null;
    this.#apply('remote', type, sdp);
    if (type === 'offer' && this.#transceivers.length === 0) this.addTransceiver('recvonly');
    if (type !== 'rollback' && isFirst) this.#fireTrack(readSdp(sdp).direction);
  }

  addIceCandidate(): Promise<void> {
    return Promise.resolve();
  }

  restartIce(): void {
    this.#restart = true;
    queueMicrotask(() => this.#fire('negotiationneeded'));
  }

  addTrack(track: FakeMediaStreamTrack): FakeSender {
    this.#assertOpen();
    const free = this.#transceivers.find(({ sender }) => sender.track === null);
    if (free === undefined) return this.addTransceiver('sendrecv', track).sender;
    free.sender.track = track;
    free.direction = 'sendrecv';
    return free.sender;
  }

  addTransceiver(direction: Direction, track: FakeMediaStreamTrack | null = null): FakeTransceiver {
    const transceiver = new FakeTransceiver(track, direction);
    this.#transceivers.push(transceiver);
    return transceiver;
  }

  getSenders(): FakeSender[] {
    return this.#transceivers.map(({ sender }) => sender);
  }

  getReceivers(): FakeTransceiver['receiver'][] {
    return this.#transceivers.map(({ receiver }) => receiver);
  }

  getTransceivers(): FakeTransceiver[] {
    return [...this.#transceivers];
  }

  getConfiguration(): RTCConfiguration {
    return this.configuration;
  }

  getStats(): Promise<Map<string, object>> {
    return Promise.resolve(this.stats);
  }

  close(): void {
    this.#isClosed = true;
    this.#gathering.stop();
    this.#negotiation.state = 'closed';
    this.connectionState = 'closed';
    this.iceConnectionState = 'closed';
  }

  /** Finds one more address. */
  findAddress(): void {
    this.#gathering.find();
  }

  /** Ends gathering of `manual` pace. */
  finishGathering(): void {
    this.#gathering.finish();
  }

  /** For tests: what ICE reports, as Chromium does: `connectionState` alone says `failed` once it was connected. */
  become(
    connection: ConnectionState,
    ice: IceState = connection === 'connecting' ? 'checking' : connection,
  ): void {
    const [oldConnection, oldIce] = [this.connectionState, this.iceConnectionState];
    this.connectionState = connection;
    this.iceConnectionState = ice;
    if (oldIce !== ice) this.#fire('iceconnectionstatechange');
    if (oldConnection !== connection) this.#fire('connectionstatechange');
  }

  /** A turn of the operations chain; a closed connection refuses. */
  async #turn(): Promise<void> {
    this.#assertOpen();
    await Promise.resolve();
    this.#assertOpen();
    if (this.#spoilt !== undefined)
      throw new DOMException(`Session error code: ERROR_CONTENT. ${this.#spoilt.message}`, 'OperationError');
  }

  #answeringRole(offer: string): 'active' | 'passive' {
    const offered = setupOf(offer) ?? 'actpass';
    if (offered === 'active') return 'passive';
    if (offered === 'passive') return 'active';
    if (offered === 'actpass') return this.#role ?? 'active';
    throw new DOMException('Failed to create transport answer, transport is missing', 'OperationError');
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new DOMException('The RTCPeerConnection is closed.', 'InvalidStateError');
  }

  /** A description with the sections of `like`, which stand where they stand. */
  #write(direction: Direction, setup: 'actpass' | 'active' | 'passive', like: string | undefined): string {
    const candidates = this.#offered === this.#credentials ? this.#found : [];
    const sections = readSections(like ?? '');
    const at = sections.findIndex(({ media }) => media === 'audio');
    const sound = sections[at];
    const mid = sound?.mid ?? this.#transceivers[0]?.mid ?? '0';
    const isOver = this.#transceivers[0]?.direction === 'stopped';
    const isAnswer = setup !== 'actpass';
    const isDeaf = isAnswer && sound !== undefined && !(sound.isUsed && canHear(sound));
    return writeSdp({
      ...this.#offered,
      version: ++this.#version,
      direction,
      setup,
      candidates,
      mid,
      fingerprint: this.fingerprint,
      isBundled: !isAnswer || /^a=group:BUNDLE \S/mu.test(like ?? ''),
      isRefused: isOver || isDeaf,
      before: sections.slice(0, Math.max(0, at)),
      after: sections.slice(at + 1),
    });
  }

  /** Refuses what Chromium refuses, and is of no use after that where Chromium is not. */
  #judge(side: Side, type: DescriptionType, sdp: string): void {
    this.#negotiation.check(side, type);
    if (type === 'rollback') return;
    const { current, pending } = this.#negotiation;
    const offer = pending.local ?? pending.remote;
    const agreed = { offer, ...current, role: this.#role, isBundled: this.#isBundled };
    const refusal = refusalOf(side, type, sdp, { local: undefined, remote: undefined, ...agreed });
    if (refusal === undefined) return;
    if (refusal.spoils) this.#spoilt = refusal;
    throw new DOMException(`Failed to set ${side} ${type} sdp: ${refusal.message}`, refusal.name);
  }

  #apply(side: Side, type: DescriptionType, sdp: string): void {
    const before = this.signalingState;
    this.#judge(side, type, sdp);
    this.#negotiation.apply(side, type, sdp);
    if (type === 'rollback') this.#offered = this.#credentials;
    const [transceiver] = this.#transceivers;
    if (transceiver !== undefined && type !== 'rollback') transceiver.mid = readSdp(sdp).mid;
    if (type === 'answer') this.#settle(side, sdp);
    if (before === this.signalingState) return;
    if (this.signalingState === 'stable' && type === 'answer') this.#agreed();
    this.#fire('signalingstatechange');
  }

  /** What an answer settles for the rest of the connection. */
  #settle(side: Side, sdp: string): void {
    const isActive = (setupOf(sdp) ?? 'active') === 'active';
    this.#role = isActive === (side === 'local') ? 'active' : 'passive';
    this.#isBundled = /^a=group:BUNDLE \S/mu.test(sdp);
    if (!readSdp(sdp).isUsed) this.#transceivers[0]?.stop();
  }

  /** Offer and answer have met: the direction is settled, and ICE may look for a path. */
  #agreed(): void {
    const { local, remote } = this.#negotiation.current;
    const [transceiver] = this.#transceivers;
    if (local === undefined || remote === undefined) return;
    if (transceiver !== undefined && transceiver.direction !== 'stopped')
      transceiver.currentDirection = common(
        readSdp(local.sdp).direction,
        reversed(readSdp(remote.sdp).direction),
      );
    const ufrags = `${ufragOf(local.sdp) ?? ''} ${ufragOf(remote.sdp) ?? ''}`;
    if (ufrags === this.#pathUfrags || !FakePeerConnection.findsPath) return;
    this.#pathUfrags = ufrags;
    queueMicrotask(() => {
      if (this.#isClosed) return;
      if (this.connectionState !== 'connected') this.become('connecting');
      this.become('connected');
    });
  }

  #fireTrack(direction: Direction): void {
    const [transceiver] = this.#transceivers;
    if (transceiver === undefined || !direction.startsWith('send')) return;
    const { receiver } = transceiver;
    const streams = [new FakeMediaStream([receiver.track])];
    this.#fire('track', { track: receiver.track, receiver, transceiver, streams });
  }

  #fireCandidate(candidate: FakeCandidate | null): void {
    if (candidate !== null) {
      const { ufrag } = this.#credentials;
      this.#found = [...this.#found, candidate.candidate];
      this.#negotiation.amendLocal((sdp) =>
        ufragOf(sdp) === ufrag ? sdp.replace(/(a=ice-ufrag:)/u, `a=${candidate.candidate}\r\n$1`) : sdp,
      );
    }
    this.#fire('icecandidate', { candidate });
  }

  #fire(type: string, details: object = {}): void {
    if (this.#isClosed) return;
    const event = Object.assign(new Event(type), details);
    this.dispatchEvent(event);
    (this as unknown as Record<string, ((event: Event) => void) | undefined>)[`on${type}`]?.(event);
  }
}
