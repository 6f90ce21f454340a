// What to click to give this page the microphone, browser by browser and system by system, in the words that stand in their
// menus.
import { msg, str } from '@lit/localize';
import type { BrowserKind, SystemKind } from '../media/microphone-permission.ts';

type Steps = () => readonly string[];

const WORDS: Readonly<Record<BrowserKind, Steps>> = {
  chromium: () => [
    msg('Click the icon just left of the address (“View site information”).'),
    msg('Switch “Microphone” on. In Edge it is under “Permissions for this site”.'),
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
    'Still blocked? The system may block it: look for “Microphone” under “Privacy & security” in its settings.',
  );
  return SYSTEM.includes(browser) ? [...WORDS[browser](), system] : WORDS[browser]();
}

const SYSTEM_NAMES: Readonly<Record<SystemKind, () => string>> = {
  windows: () => 'Windows',
  macos: () => 'macOS',
  ios: () => 'iOS',
  android: () => 'Android',
  chromeos: () => 'ChromeOS',
  linux: () => 'Linux',
  other: () => msg('your system'),
};

const SYSTEM_STEPS: Readonly<Record<SystemKind, Steps>> = {
  windows: () => [
    msg('Open Windows Settings, “Privacy & security”, “Microphone”.'),
    msg('Switch on “Microphone access” and, further down, “Let desktop apps access your microphone”.'),
  ],
  macos: () => [
    msg('Open System Settings, “Privacy & Security”, “Microphone”.'),
    msg('Switch this browser on, then quit and reopen it.'),
  ],
  ios: () => [
    msg('Open the Settings app and tap the name of this browser (Safari: Apps, Safari).'),
    msg('Switch “Microphone” on.'),
  ],
  android: () => [
    msg('Open Android’s Settings, Apps, this browser, Permissions, “Microphone”, and allow it.'),
    msg('In the quick settings or under Privacy, “Microphone access” must be on as well.'),
  ],
  chromeos: () => [
    msg('Open ChromeOS Settings, “Privacy and security”, “Privacy controls”.'),
    msg('Switch on “Microphone access”.'),
  ],
  linux: () => [
    msg('Open the system’s settings and switch the microphone on under “Privacy” (GNOME) or “Sound”.'),
    msg('A browser installed as Flatpak or Snap needs the microphone allowed there too.'),
  ],
  other: () => [msg('Look for “Microphone” under privacy in the system’s settings and allow this browser.')],
};

/** What stands above the steps in the system's settings. */
export function systemStepsTitle(system: SystemKind): string {
  return msg(str`How to allow the microphone in ${SYSTEM_NAMES[system]()}:`);
}

/** The steps where the system holds the microphone back from the browser, in order. */
export function systemSteps(system: SystemKind): readonly string[] {
  return [
    ...SYSTEM_STEPS[system](),
    msg('Then come back and try again; reload this page if it still gets none.'),
  ];
}
