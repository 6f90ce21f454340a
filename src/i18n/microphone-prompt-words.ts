// The words while a call waits for the microphone: whether the browser asks for it, and where its question is.
import { msg } from '@lit/localize';
import type { BrowserKind, MicrophonePermission } from '../media/microphone-permission.ts';

/** Where each browser puts its question, and what to choose there. */
const PLACES: Readonly<Record<BrowserKind, () => string>> = {
  chromium: () => msg('Its question is at the top left, below the address: choose “Allow”.'),
  firefox: () => msg('Its question is below the address: choose “Allow”.'),
  safariMac: () => msg('Its question is in the middle of the window: choose “Allow”.'),
  safariIos: () => msg('Its question lies over this page: tap “Allow”.'),
  otherIos: () => msg('Its question lies over this page: tap “Allow”.'),
  chromeAndroid: () => msg('Its question lies over this page: tap “Allow while visiting the site”.'),
  firefoxAndroid: () => msg('Its question is at the bottom of the screen: tap “Allow”.'),
  other: () => msg('Look for its question near the address, and allow it.'),
};

/** What is going on, in a few words; only a browser that would ask is said to be asking. */
export function microphoneAwaitedTitle({ state }: Pick<MicrophonePermission, 'state'>): string {
  if (state === 'prompt') return msg('Your browser asks for the microphone');
  return state === 'granted' ? msg('The microphone is being opened…') : msg('Waiting for the microphone…');
}

/** What to do about it. */
export function microphoneAwaitedHelp({ state, browser }: MicrophonePermission): string {
  if (state === 'prompt') return PLACES[browser]();
  return state === 'granted'
    ? msg('This takes longer than usual: another program may be using it.')
    : msg('If your browser asks for it, choose “Allow”.');
}
