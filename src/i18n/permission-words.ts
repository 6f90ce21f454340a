// What to click to give this page the microphone, browser by browser, in the words that stand in their menus.
import { msg } from '@lit/localize';
import type { BrowserKind } from '../media/microphone-permission.ts';

type Steps = () => readonly string[];

const WORDS: Readonly<Record<BrowserKind, Steps>> = {
  chromium: () => [
    msg('Click the icon just left of the address (“View site information”).'),
    msg('Switch “Microphone” on. In Edge it stands under “Permissions for this site”.'),
  ],
  firefox: () => [
    msg('Click the crossed-out microphone just left of the address.'),
    msg('Remove “Blocked” beside “Use the microphone” with its ×. Firefox then asks again.'),
  ],
  safariMac: () => [
    msg('In the menu bar open Safari, then “Settings for This Website…”.'),
    msg('Set “Microphone” to “Allow”.'),
  ],
  safariIos: () => [
    msg('Tap the menu at the start of the address bar, then “…” or “Website Settings”.'),
    msg('Set “Microphone” to “Allow”.'),
    msg('Not there? Open the Settings app, Apps, Safari, “Microphone”.'),
  ],
  otherIos: () => [
    msg('Open the Settings app and tap the name of this browser.'),
    msg('Switch “Microphone” on, then come back and reload this page.'),
  ],
  chromeAndroid: () => [
    msg('Tap the icon just left of the address, then “Permissions”.'),
    msg('Switch “Microphone” on.'),
    msg('Not there? Open Android’s Settings, Apps, this browser, Permissions, “Microphone”.'),
  ],
  firefoxAndroid: () => [
    msg('Tap the padlock left of the address and allow “Microphone”.'),
    msg('Not there? Open Android’s Settings, Apps, Firefox, Permissions, “Microphone”.'),
  ],
  other: () => [msg('Look for a microphone or a padlock beside the address and allow the microphone.')],
};

const SYSTEM: readonly BrowserKind[] = ['chromium', 'firefox', 'safariMac', 'other'];

/** The steps in order: two to four sentences. */
export function permissionSteps(browser: BrowserKind): readonly string[] {
  const system = msg(
    'Still blocked? The system may hold it back: look for “Microphone” under “Privacy & security” in its settings.',
  );
  return SYSTEM.includes(browser) ? [...WORDS[browser](), system] : WORDS[browser]();
}
