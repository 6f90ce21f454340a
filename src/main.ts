// Composition root: makes the adapters, joins them to the phone, and hands the phone to the screens.
import './components/shell/bw-app.ts';
import { browserDeviceDirectory } from './media/browser/device-directory.ts';
import { openMediaSession } from './media/browser/media-session.ts';
import { openMicrophone } from './media/browser/microphone.ts';
import { browserSounds } from './media/browser/sounds.ts';
import { browserClock } from './phone/browser/clock.ts';
import { Log } from './phone/log.ts';
import { Softphone } from './phone/softphone.ts';
import { fetchedDemo } from './provisioning/fetch/demo.ts';
import { browserConnectivity } from './pwa/browser/connectivity.ts';
import { browserUpdates } from './pwa/browser/updates.ts';
import type { CreateUserAgent } from './sip/user-agent.ts';
import { accountStore } from './storage/indexeddb/account-store.ts';
import { databaseOpener } from './storage/indexeddb/database.ts';
import { historyStore } from './storage/indexeddb/history-store.ts';
import { settingsStore } from './storage/indexeddb/settings-store.ts';
import { Vault } from './storage/indexeddb/vault.ts';

const log = new Log(() => browserClock.now());
const openDatabase = databaseOpener();

const createUserAgent: CreateUserAgent = async (account, credentials, instanceId, emit) => {
  const { createJsSipUserAgent } = await import('./sip/jssip/user-agent.ts');
  return createJsSipUserAgent(account, credentials, instanceId, emit, (problem) => {
    log.problem('SIP', problem);
  });
};

const phone = new Softphone({
  clock: browserClock,
  log,
  newId: () => crypto.randomUUID(),
  createUserAgent,
  openMicrophone,
  openMediaSession,
  devices: browserDeviceDirectory(),
  sounds: browserSounds(),
  settings: settingsStore(openDatabase),
  accounts: accountStore(openDatabase, new Vault(openDatabase)),
  history: historyStore(openDatabase),
  demo: fetchedDemo,
  updates: browserUpdates((problem) => {
    log.problem('service worker', problem);
  }),
  connectivity: browserConnectivity(),
});

function takeFragment(): void {
  if (!phone.openFragment(location.hash)) return;
  // The link holds a password: it leaves the address bar and this entry of the browser's history.
  history.replaceState(null, '', `${location.pathname}${location.search}#/phone`);
}

function enableSoundOnFirstGesture(): void {
  const gestures = ['pointerdown', 'keydown'] as const;
  const enable = (): void => {
    for (const gesture of gestures) window.removeEventListener(gesture, enable, true);
    void phone.enableSound();
  };
  for (const gesture of gestures) window.addEventListener(gesture, enable, true);
}

takeFragment();
window.addEventListener('hashchange', takeFragment);
window.addEventListener('pagehide', () => {
  phone.leave();
});
enableSoundOnFirstGesture();
const app = document.querySelector('bw-app');
if (app !== null) app.phone = phone;
await phone.start();
