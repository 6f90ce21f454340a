// Port: several calls joined into one conversation, mixed in this page. Each far side hears all others and us, and never itself; we hear
// each of them by the playback that its call has anyway. The rule of who hears whom is here, pure; browser/conference.ts makes the sound.

/** The two sounds of a call. Streams stay opaque. */
export interface CallSounds {
  /** This call's copy of our microphone: silent while we are silent in this call. */
  readonly microphone: object;
  /** What comes from the far side; undefined before anything was agreed on. */
  readonly farSide: object | undefined;
}

/** A call's place in a conference, as it is now. */
export interface ConferenceSeat {
  /** The stream that the call sends in place of its microphone; undefined: the microphone alone. */
  readonly mix: object | undefined;
  /** Whether we hear the far side. */
  readonly isPlayed: boolean;
  /** Hears of the call's sounds: at once, and whenever one of them is another (a device, a connection). */
  readonly soundsChanged: (sounds: CallSounds) => void;
}

/** A call that can be part of a conference. */
export interface ConferenceCall {
  /** Takes a place, a changed one too, or leaves it (undefined). Rejects where the browser refuses to send what it should. */
  join(seat: ConferenceSeat | undefined): Promise<void>;
}

export interface ConferenceListener {
  /** The browser lets the page mix, or not (yet, or any more): without a mix everybody hears us alone. */
  mixingChanged(isMixing: boolean): void;
  failed(problem: unknown): void;
}

/** Each command does nothing for a call that is not part of it. */
export interface Conference {
  add(callId: string, call: ConferenceCall): void;
  /** The call goes on by itself, as before. */
  remove(callId: string): void;
  /** Whether the others hear this party. */
  setHeard(callId: string, isHeard: boolean): void;
  /** Whether we hear this party. */
  setPlayed(callId: string, isPlayed: boolean): void;
  /** On hold it hears nobody, and nobody hears it. */
  setHeld(callId: string, isHeld: boolean): void;
  /** Ends it; every call that is left goes on by itself. */
  close(): void;
}

/**
 * Opens a conference without parties. Ask for it from a gesture: the browser may let the page make no sound before one. Rejects where its
 * code can't be fetched.
 */
export type OpenConference = (listener: ConferenceListener) => Promise<Conference>;

/** What is known of a party. */
export interface PartyState {
  readonly isHeard: boolean;
  readonly isPlayed: boolean;
  readonly isHeld: boolean;
}

/** As it joins. */
export const NEW_PARTY: PartyState = { isHeard: true, isPlayed: true, isHeld: false };

/** Whom each party hears, besides us. One that hears nobody else needs no mix: it gets our microphone alone. */
export function whoHearsWhom(
  parties: ReadonlyMap<string, PartyState>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const heard = [...parties].filter(([, { isHeard, isHeld }]) => isHeard && !isHeld).map(([id]) => id);
  return new Map(
    [...parties].map(([listener, { isHeld }]) => [
      listener,
      new Set(isHeld ? [] : heard.filter((id) => id !== listener)),
    ]),
  );
}
