// The words for a browser that can't call: why, what to do, and what works all the same.
import { msg } from '@lit/localize';
import type { CallAbility, CallHindrance } from '../media/call-ability.ts';

/** What is said of one hindrance. */
export interface HindranceWords {
  readonly cause: string;
  readonly remedy: string;
}

type PlainKind = Exclude<CallHindrance['kind'], 'insecurePage'>;

/** A browser may have been any of them: which ones can call is the same answer. */
const useAnother = (): string => msg('Open this page in a current Chrome, Edge, Firefox or Safari.');

const WORDS: Readonly<Record<PlainKind, () => HindranceWords>> = {
  noPeerConnection: () => ({
    cause: msg(
      'It gives this page no way to carry sound (WebRTC, RTCPeerConnection). Either it was built without it, or an extension, a policy of your organisation or the Lockdown Mode of an iPhone or Mac has switched it off: a page can’t tell which.',
    ),
    remedy: `${useAnother()} ${msg('This is one of them? Then look for WebRTC in its extensions and privacy settings.')}`,
  }),
  noMicrophoneApi: () => ({
    cause: msg(
      'It gives pages no microphone at all (getUserMedia). Browsers inside other apps are often like that, and a policy of your organisation can make one so.',
    ),
    remedy: useAnother(),
  }),
  noWebSocket: () => ({
    cause: msg('It can’t keep a connection to a phone server (WebSocket), so signing in won’t work either.'),
    remedy: useAnother(),
  }),
};

/** Why, and what to do. The address that an insecure page should have stands beside the words, as a link. */
export function hindranceWords(hindrance: CallHindrance): HindranceWords {
  if (hindrance.kind !== 'insecurePage') return WORDS[hindrance.kind]();
  return {
    cause: msg('This page was not opened with https, and browsers give a microphone to secure pages only.'),
    remedy:
      hindrance.secureAddress === undefined
        ? msg('Ask whoever runs this phone for its https address.')
        : msg('Open it here, or ask whoever runs this phone for its https address:'),
  };
}

/** The title: the page is at fault where it was opened with http and nothing else is missing. */
export function unableTitle({ hindrances }: Extract<CallAbility, { kind: 'unable' }>): string {
  const isPage = hindrances.every(({ kind }) => kind === 'insecurePage');
  return isPage ? msg('No calls on this page as it was opened') : msg('This browser can’t call');
}

/** What works all the same; `canSignIn`: a server can be reached. */
export function worksWords(canSignIn: boolean): string {
  return canSignIn
    ? msg(
        'Everything else works here: signing in, history, settings, network and SIP messages. Calls to you ring on your other phones.',
      )
    : msg('What was kept in this browser can still be looked at: history and settings.');
}

const REASONS: Readonly<Record<CallHindrance['kind'], () => string>> = {
  insecurePage: () => msg('You can’t call from here: the page was not opened with https.'),
  noPeerConnection: () => msg('You can’t call from here: this browser gives the page no WebRTC.'),
  noMicrophoneApi: () => msg('You can’t call from here: this browser gives pages no microphone.'),
  noWebSocket: () => msg('You can’t call from here: this browser has no WebSocket.'),
};

/** Under the button that calls: the first reason; empty where calls can be made. */
export function unableCallNote(ability: CallAbility): string {
  return ability.kind === 'able' ? '' : REASONS[ability.hindrances[0].kind]();
}

/** In place of the microphone test. */
export function noMicrophoneNote(): string {
  return msg(
    'This page gets no microphone, so there is none to test. The Phone screen says why, and what helps.',
  );
}
