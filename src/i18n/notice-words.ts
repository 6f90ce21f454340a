// The words for notices: things the person should know once and can put away.
import { msg, str } from '@lit/localize';
import { formatNumber } from './format.ts';
import { forgottenWords, type ForgottenFacts } from './kept-words.ts';

export type NoticeKey =
  | 'microphoneRefused'
  | 'microphoneDismissed'
  | 'microphoneBlockedBySystem'
  | 'microphoneMissing'
  | 'microphoneBusy'
  | 'insecurePage'
  | 'demoUnavailable'
  | 'demoFull'
  | 'badTarget'
  | 'cannotCall'
  | 'lineBusy'
  | 'missedWhileBusy'
  | 'callCouldNotRing'
  | 'holdRefused'
  | 'outputRefused'
  | 'speakerRefused'
  | 'internal';

const WORDS: Readonly<Record<NoticeKey, () => string>> = {
  microphoneRefused: () =>
    msg('The browser blocks the microphone. Allow it beside the address bar, then try again.'),
  microphoneDismissed: () =>
    msg('The browser asked for the microphone and got no answer. Try again, and choose “Allow”.'),
  microphoneBlockedBySystem: () =>
    msg(
      'The system blocks the microphone for this browser. Allow it in the system’s settings, then try again.',
    ),
  microphoneMissing: () => msg('No microphone was found. Plug one in, then try again.'),
  microphoneBusy: () =>
    msg(
      'The microphone could not be opened: another program may be using it, or the system blocks it. Close that program, or choose another microphone in Settings.',
    ),
  insecurePage: () =>
    msg('This page was not opened with https, so the browser gives it no microphone. Open it with https.'),
  demoUnavailable: () => msg('The demo did not answer. Check that it is still running, then try again.'),
  demoFull: () => msg('All demo numbers are taken right now. Try again in a few minutes.'),
  badTarget: () => msg('That is not a number, name or SIP address this phone can call. Nothing was dialled.'),
  cannotCall: () =>
    msg('You can’t call from here, so nothing was dialled. The Phone screen says why, and what helps.'),
  missedWhileBusy: () =>
    msg(
      'Somebody called while there were as many calls as this phone takes, and heard the busy tone. History says who: you can call back.',
    ),
  callCouldNotRing: () =>
    msg(
      'Somebody called in a way that could have had no sound here, so it did not ring. History says who and why.',
    ),
  lineBusy: () =>
    msg(
      'There are as many calls as this phone takes at a time. End one first, or take more under Settings, Calls.',
    ),
  holdRefused: () =>
    msg(
      'The other side did not agree to the change of hold. The call goes on; only those you are with hear you.',
    ),
  outputRefused: () => msg('That speaker could not be used. Sound stays where it was.'),
  speakerRefused: () =>
    msg('The speaker chosen in Settings could not be used. You hear this call on the system default.'),
  internal: () => msg('Something went wrong in the phone. Try again; reload the page if it stays so.'),
};

/** A device that came or went in a call; names may be empty. */
export interface DeviceNoticeFacts {
  readonly kind: 'deviceGone' | 'deviceBack';
  readonly role: 'microphone' | 'speaker';
  readonly device: string;
  readonly now: string;
}

const ROLES = { microphone: () => msg('The microphone'), speaker: () => msg('The speaker') } as const;

function deviceWords({ kind, role, device, now }: DeviceNoticeFacts): string {
  const name = device === '' ? ROLES[role]() : device;
  const used = now === '' ? msg('the system default') : now;
  if (kind === 'deviceGone') return msg(str`${name} is gone: now using ${used}.`);
  return used === name ? msg(str`${name} is back and in use again.`) : msg(str`Now using ${used}.`);
}

/** Calls that ended with their page. */
export interface CutNoticeFacts {
  readonly kind: 'callCut';
  readonly others: number;
}

/** `name`: with whom the person talked. */
export function callCutWords(name: string, { others }: CutNoticeFacts): string {
  if (others === 0) return msg(str`Your call with ${name} ended because this page was reloaded or closed.`);
  return msg(
    str`Your call with ${name} and ${formatNumber(others)} more ended because this page was reloaded or closed.`,
  );
}

/** Things that were deleted. */
export interface ForgottenNoticeFacts extends ForgottenFacts {
  readonly kind: 'forgotten';
}

/** What a notice says. */
export function noticeWords(notice: NoticeKey | DeviceNoticeFacts | ForgottenNoticeFacts): string {
  if (typeof notice === 'string') return WORDS[notice]();
  return notice.kind === 'forgotten' ? forgottenWords(notice) : deviceWords(notice);
}
