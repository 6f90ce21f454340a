// The words for where a call stands and how it ended, without its sound.
import { msg, str } from '@lit/localize';

export type HoldKey = 'none' | 'local' | 'remote' | 'both';

/** What is said of a call that is not over. */
export type CallPhaseWords =
  | { readonly phase: 'calling' }
  /** The microphone was asked for: nothing went out yet. */
  | { readonly phase: 'awaitsMicrophone' }
  | { readonly phase: 'proceeding'; readonly earlyMedia: boolean }
  | {
      readonly phase: 'ringing';
      readonly incoming: boolean;
      readonly earlyMedia: boolean;
      readonly answering: boolean;
    }
  | {
      readonly phase: 'established';
      readonly hold: HoldKey;
      readonly muted: boolean;
      readonly onlyListens?: boolean;
    }
  | { readonly phase: 'reconnecting' };

const HOLD: Readonly<Record<Exclude<HoldKey, 'none'>, () => string>> = {
  local: () => msg('On hold'),
  remote: () => msg('They put you on hold'),
  both: () => msg('On hold, both sides'),
};

function ringingWords(incoming: boolean, earlyMedia: boolean, answering: boolean): string {
  if (incoming) return answering ? msg('Connecting…') : msg('Incoming call');
  return earlyMedia ? msg('Ringing: you hear their side already') : msg('Ringing…');
}

/** The state of a live call in a few words. */
export function callStateWords(call: CallPhaseWords): string {
  switch (call.phase) {
    case 'awaitsMicrophone':
      return msg('Waiting for the microphone…');
    case 'calling':
      return msg('Calling…');
    case 'proceeding':
      return call.earlyMedia
        ? msg('Not answered yet: you hear their side already')
        : msg('The server is looking for them…');
    case 'ringing':
      return ringingWords(call.incoming, call.earlyMedia, call.answering);
    case 'reconnecting':
      return msg('Reconnecting…');
    case 'established':
      if (call.hold !== 'none') return HOLD[call.hold]();
      if (call.muted) return msg('Connected, you are muted');
      return call.onlyListens === true ? msg('Connected, they only listen') : msg('Connected');
  }
}

/** What a normal end is called, by who ended it. */
export function hangUpWords(by: 'local' | 'remote' | 'system', answered: boolean): string {
  if (!answered) return by === 'local' ? msg('You ended the call before an answer') : msg('The call ended');
  if (by === 'local') return msg('You hung up');
  return by === 'remote' ? msg('They hung up') : msg('The call ended');
}

/** The title of an incoming call that nobody here took. */
export function missedWords(by: 'local' | 'remote' | 'system'): string {
  return by === 'local' ? msg('You declined the call') : msg('You missed this call');
}

/** The name of the call region. */
export function callWith(name: string): string {
  return msg(str`Call with ${name}`);
}
