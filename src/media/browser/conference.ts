// Mixes the calls of a conference in the page's AudioContext: for each party one destination, fed by its call's microphone and by the far
// sides of all others. Calls are given a mix only while the context runs; without it they send the plain microphone, never silence.
import {
  NEW_PARTY,
  whoHearsWhom,
  type CallSounds,
  type Conference,
  type ConferenceCall,
  type ConferenceListener,
  type OpenConference,
  type PartyState,
} from '../conference.ts';
import { borrowAudioContext, resumeAudioContext, type AudioContextLoan } from './audio-context.ts';
import { limiter } from './limiter.ts';

/** One sound that comes into the graph; exchanged where a call's stream is another. */
class Inlet {
  readonly #context: AudioContext;
  #stream: object | undefined;
  #source: MediaStreamAudioSourceNode | undefined;
  #targets: ReadonlySet<AudioNode> = new Set();

  constructor(context: AudioContext) {
    this.#context = context;
  }

  take(stream: object | undefined): void {
    if (stream === this.#stream) return;
    this.#source?.disconnect();
    this.#stream = stream;
    this.#source = stream instanceof MediaStream ? this.#context.createMediaStreamSource(stream) : undefined;
    for (const target of this.#targets) this.#source?.connect(target);
  }

  feed(targets: ReadonlySet<AudioNode>): void {
    for (const target of this.#targets) if (!targets.has(target)) this.#source?.disconnect(target);
    for (const target of targets) if (!this.#targets.has(target)) this.#source?.connect(target);
    this.#targets = targets;
  }
}

class Party {
  state: PartyState = NEW_PARTY;
  readonly call: ConferenceCall;
  readonly microphone: Inlet;
  readonly farSide: Inlet;
  readonly mix: GainNode;
  readonly #silence: AudioNode;
  readonly #destination: MediaStreamAudioDestinationNode;
  #told: { readonly mix: object | undefined; readonly isPlayed: boolean } | undefined;

  /** `silence`: a source that runs and is silent. */
  constructor(context: AudioContext, silence: AudioNode, call: ConferenceCall) {
    this.call = call;
    this.microphone = new Inlet(context);
    this.farSide = new Inlet(context);
    const mono = { channelCount: 1, channelCountMode: 'explicit' } as const;
    this.mix = new GainNode(context, mono);
    this.#destination = new MediaStreamAudioDestinationNode(context, mono);
    limiter(context, this.mix).connect(this.#destination);
    // A destination that nothing feeds sends no packets at all, and the far end takes the call for lost.
    this.#silence = silence;
    silence.connect(this.mix);
  }

  /** Tells the call what to send, where that changed. */
  async seat(isMixed: boolean): Promise<void> {
    const mix = isMixed ? this.#destination.stream : undefined;
    const isPlayed = this.state.isPlayed && !this.state.isHeld;
    if (this.#told?.mix === mix && this.#told?.isPlayed === isPlayed) return;
    this.#told = { mix, isPlayed };
    await this.call.join({ mix, isPlayed, soundsChanged: this.#soundsChanged });
  }

  async leave(): Promise<void> {
    for (const inlet of [this.microphone, this.farSide]) {
      inlet.feed(new Set());
      inlet.take(undefined);
    }
    this.#silence.disconnect(this.mix);
    this.mix.disconnect();
    await this.call.join(undefined);
  }

  readonly #soundsChanged = ({ microphone, farSide }: CallSounds): void => {
    this.microphone.take(microphone);
    this.farSide.take(farSide);
  };
}

class BrowserConference implements Conference {
  readonly #listener: ConferenceListener;
  readonly #loan: AudioContextLoan = borrowAudioContext();
  readonly #silence = new ConstantSourceNode(this.#loan.context, { offset: 0 });
  readonly #parties = new Map<string, Party>();
  #isMixing: boolean | undefined;

  constructor(listener: ConferenceListener) {
    this.#listener = listener;
    this.#silence.start();
    this.#loan.context.addEventListener('statechange', this.#onState);
    void resumeAudioContext().then(this.#onState);
  }

  add(callId: string, call: ConferenceCall): void {
    if (this.#parties.has(callId)) return;
    this.#parties.set(callId, new Party(this.#loan.context, this.#silence, call));
    this.#arrange();
  }

  remove(callId: string): void {
    const party = this.#parties.get(callId);
    if (party === undefined) return;
    this.#parties.delete(callId);
    this.#attempt(party.leave());
    this.#arrange();
  }

  setHeard(callId: string, isHeard: boolean): void {
    this.#change(callId, { isHeard });
  }

  setPlayed(callId: string, isPlayed: boolean): void {
    this.#change(callId, { isPlayed });
  }

  setHeld(callId: string, isHeld: boolean): void {
    this.#change(callId, { isHeld });
  }

  close(): void {
    this.#loan.context.removeEventListener('statechange', this.#onState);
    for (const id of [...this.#parties.keys()]) this.remove(id);
    this.#silence.stop();
    this.#loan.release();
  }

  #change(callId: string, change: Partial<PartyState>): void {
    const party = this.#parties.get(callId);
    if (party === undefined) return;
    party.state = { ...party.state, ...change };
    this.#arrange();
  }

  /** Joins everybody as the rule says, and tells every call what to send. */
  #arrange(): void {
    const states = new Map([...this.#parties].map(([id, { state }]) => [id, state]));
    const rule = whoHearsWhom(states);
    const isMixing = this.#loan.context.state === 'running';
    for (const [id, party] of this.#parties) {
      const listeners = [...this.#parties].filter(([listener]) => rule.get(listener)?.has(id) === true);
      party.farSide.feed(new Set(listeners.map(([, { mix }]) => mix)));
      // A party that hears nobody else gets our microphone by itself, in the call's own way.
      party.microphone.feed(new Set(party.state.isHeld ? [] : [party.mix]));
      this.#attempt(party.seat(isMixing && this.#parties.size > 1));
    }
  }

  readonly #onState = (): void => {
    const isMixing = this.#loan.context.state === 'running';
    if (isMixing === this.#isMixing) return;
    this.#isMixing = isMixing;
    this.#arrange();
    this.#listener.mixingChanged(isMixing);
  };

  #attempt(work: Promise<void>): void {
    work.catch((problem: unknown) => {
      this.#listener.failed(problem);
    });
  }
}

export const openConference: OpenConference = (listener) => Promise.resolve(new BrowserConference(listener));
