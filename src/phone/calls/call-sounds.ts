// Which sound goes with what the calls do, at the volume and on the output that the person chose. Lasting sounds, such as
// ringing, are derived from the calls each time that one changes; single sounds are started by the code that knows of the event.
import type { Sounding, Sounds } from '../../media/sounds.ts';
import type { Call, CallDirection, CallEnd } from '../../sip/call-state.ts';
import { toneFrequencies, type Tone } from '../../sip/dtmf.ts';
import type { FailureCause } from '../../sip/failure-cause.ts';
import type { Clock } from '../clock.ts';
import type { Settings } from '../settings.ts';
import { isIncoming } from './calls-state.ts';

/** How long the busy or congestion tone sounds, in milliseconds. */
const REFUSAL_TONE_MS = 3000;
/** The call waiting tone is repeated no sooner, in milliseconds (ITU-T E.182 leaves it to the exchange). */
const WAITING_PAUSE_MS = 10_000;
/** The network could not carry the call (ITU-T E.182: congestion tone). */
const CONGESTED: readonly (FailureCause | undefined)[] = ['serverBusy', 'serverError', 'timeout'];

/** What sounds on while the calls are as they are; `waiting`: somebody calls while the person talks. */
export type StandingSound = 'ring' | 'ringback' | 'waiting' | undefined;

function refusalTone(cause: FailureCause | undefined): 'busy' | 'congestion' | undefined {
  if (cause === 'busy') return 'busy';
  return CONGESTED.includes(cause) ? 'congestion' : undefined;
}

const rings = (call: Call): boolean => isIncoming(call) && !(call.phase === 'ringing' && call.answering);

/** One sound at a time says what to do: over a voice nothing rings. */
export function standingSound(calls: readonly Call[]): StandingSound {
  if (calls.some(rings)) return calls.some(({ phase }) => phase === 'established') ? 'waiting' : 'ring';
  const isRingingThere = calls.some(
    (call) => call.phase === 'ringing' && call.direction === 'outgoing' && !call.earlyMedia,
  );
  return isRingingThere ? 'ringback' : undefined;
}

export class CallSounds {
  readonly #sounds: Sounds;
  readonly #clock: Clock;
  readonly #settings: () => Settings;
  #standing: StandingSound;
  #endRefusalTone: (() => void) | undefined;
  #endWaiting: (() => void) | undefined;
  #waitingAtMs = -Infinity;

  constructor(sounds: Sounds, clock: Clock, settings: () => Settings) {
    this.#sounds = sounds;
    this.#clock = clock;
    this.#settings = settings;
  }

  /** Sounds what goes with the calls as they are now. */
  follow(calls: readonly Call[]): void {
    const standing = standingSound(calls);
    if (standing === this.#standing) return;
    this.#standing = standing;
    this.stop();
    if (standing === 'ring') this.#sounds.play('ring', this.#ringer());
    else if (standing === 'ringback') this.#sounds.play('ringback', this.#speaker());
    else if (standing === 'waiting') this.#waits();
  }

  /** False where the browser would not let anyone hear it ring. */
  get isRingHeard(): boolean {
    return this.#settings().ringVolume === 0 || this.#sounds.allowed;
  }

  key(tone: Tone): void {
    this.#sounds.beep(toneFrequencies(tone), this.#speaker());
  }

  /** Somebody calls during a call: a short sound beside the voice; of many who call, one is heard. */
  callWaiting(): void {
    const now = this.#clock.now();
    if (now - this.#waitingAtMs < WAITING_PAUSE_MS) return;
    this.#waitingAtMs = now;
    this.#sounds.beep('callWaiting', this.#speaker());
  }

  /** Lets the person hear the speaker or the ringer, beside a call if there is one. */
  test(role: 'speaker' | 'ringer'): void {
    if (role === 'speaker') this.#sounds.beep('test', this.#speaker());
    else this.#sounds.beep('ringOnce', this.#ringer());
  }

  /** The sound that tells how a call ended, if one does and nothing more pressing sounds. */
  ended(direction: CallDirection, end: CallEnd): void {
    if (this.#standing === 'ring' || this.#standing === 'ringback') return;
    const tone = direction === 'outgoing' ? refusalTone(end.cause) : undefined;
    if (tone !== undefined) {
      this.#sounds.play(tone, this.#speaker());
      this.#endRefusalTone = this.#clock.after(REFUSAL_TONE_MS, () => {
        this.#sounds.stop();
      });
    } else if (end.by === 'remote') this.#sounds.play('callEnded', this.#speaker());
  }

  stop(): void {
    this.#endRefusalTone?.();
    this.#endRefusalTone = undefined;
    this.#endWaiting?.();
    this.#endWaiting = undefined;
    this.#sounds.stop();
  }

  #waits(): void {
    this.callWaiting();
    this.#endWaiting = this.#clock.every(WAITING_PAUSE_MS, () => {
      this.callWaiting();
    });
  }

  #speaker(): Sounding {
    const { toneVolume, speakerId, tonePlan } = this.#settings();
    return { volume: toneVolume, outputId: speakerId, plan: tonePlan };
  }

  #ringer(): Sounding {
    const { ringVolume, ringerId, tonePlan } = this.#settings();
    return { volume: ringVolume, outputId: ringerId, plan: tonePlan };
  }
}
