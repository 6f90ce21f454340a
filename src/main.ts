// Composition root: makes the adapters, joins them to the phone, and hands the phone to the screens.
import './components/shell/bw-app.ts';
import { isHinderedBy, judgeCallAbility, type CallAbility } from './media/call-ability.ts';
import type { FailureCause } from './sip/failure-cause.ts';
import { browserFeatures } from './media/browser/call-ability.ts';
import { browserDeviceDirectory } from './media/browser/device-directory.ts';
import { browserSounds } from './media/browser/sounds.ts';
import { isFirstTab } from './phone/browser/first-tab.ts';
import { provideRandomUuid } from './phone/browser/random-uuid.ts';
import { browserClock } from './phone/browser/clock.ts';
import { browserTabs } from './phone/browser/other-tabs.ts';
import { Log } from './phone/log.ts';
import type { PhonePorts } from './phone/ports.ts';
import { Softphone } from './phone/softphone.ts';
import { fetchedDemo } from './provisioning/fetch/demo.ts';
import { browserConnectivity } from './pwa/browser/connectivity.ts';
import { browserUpdates } from './pwa/browser/updates.ts';
import type { OpenConference } from './media/conference.ts';
import type { OpenMediaSession, OpenMicrophone } from './media/media-session.ts';
import type { TestIceServer } from './media/ice-probe.ts';
import type { RedeemToken, Unseal } from './provisioning/links/ports.ts';
import type { FetchTurnCredentials } from './provisioning/turn-service.ts';
import type { Preflight } from './media/server-memory.ts';
import type { FollowPermission } from './media/microphone-permission.ts';
import type { RecordSound } from './media/sound-recorder.ts';
import type { CreateUserAgent } from './sip/user-agent.ts';
import { accountStore } from './storage/indexeddb/account-store.ts';
import { databaseOpener } from './storage/indexeddb/database.ts';
import { historyStore } from './storage/indexeddb/history-store.ts';
import { settingsStore } from './storage/indexeddb/settings-store.ts';
import { traceStore } from './storage/indexeddb/trace-store.ts';
import { Vault } from './storage/indexeddb/vault.ts';

const log = new Log(() => browserClock.now());
const openDatabase = databaseOpener();

let takeOver: OpenMediaSession | undefined;
/** Once its code is there a call asks for the microphone within its click: that is what it waits for first. */
let askForMicrophone: OpenMicrophone | undefined;
let withCall: ReturnType<PhonePorts['historyRules']>;
let rings: ReturnType<PhonePorts['sharedRings']>;
const otherTabs = browserTabs((problem) => {
  log.problem('what another window says could not be read', problem);
});

const ability = judgeCallAbility(browserFeatures());

/** Why no call rings here; undefined where calls can. */
function hindranceOf({ kind }: CallAbility): FailureCause | undefined {
  if (kind === 'able') return undefined;
  return isHinderedBy(ability, 'insecurePage') ? 'insecurePage' : 'browserCantCall';
}

async function warmMicrophone(): Promise<OpenMicrophone> {
  const microphone = await import('./media/browser/microphone.ts');
  askForMicrophone = microphone.openMicrophone;
  return askForMicrophone;
}

/** What only calls need is fetched when somebody signs in; the stack's failure words cover the media too. */
const createUserAgent: CreateUserAgent = async (account, credentials, instanceId, emit) => {
  const [{ createJsSipUserAgent }, media, bounds, { SharedRings }] = await Promise.all([
    import('./sip/jssip/user-agent.ts'),
    import('./media/browser/renewable-session.ts'),
    import('./phone/history-bounds.ts'),
    import('./phone/calls/shared-rings.ts'),
    warmMicrophone(),
    import('./media/browser/score-player.ts'),
    import('./phone/calls/calls.ts'),
    import('./phone/calls/call-room.ts'),
    import('./phone/accounts/ice-servers.ts'),
    import('./phone/read-news.ts'),
    import('./phone/devices/device-follower.ts'),
    import('./media/browser/preflight.ts'),
    import('./provisioning/fetch/turn-service.ts'),
    import('./sip/dial/read-dial.ts'),
  ]);
  takeOver = media.openMediaSession;
  ({ withCall } = bounds);
  rings ??= new SharedRings(otherTabs, browserClock);
  const report = (problem: unknown): void => {
    log.problem('SIP', problem);
  };
  const device = { instanceId, hindrance: hindranceOf(ability) };
  return createJsSipUserAgent(account, credentials, device, emit, report);
};

const openMicrophone: OpenMicrophone = async (deviceId, processing) =>
  (askForMicrophone ?? (await warmMicrophone()))(deviceId, processing);

const testIceServer: TestIceServer = async (url, account) => {
  const probe = await import('./media/browser/ice-probe.ts');
  return probe.testIceServer(url, account);
};

const preflight: Preflight = async (servers, end) => {
  const { preflight } = await import('./media/browser/preflight.ts');
  return preflight(servers, end);
};

const fetchTurnCredentials: FetchTurnCredentials = async (service) => {
  const turnService = await import('./provisioning/fetch/turn-service.ts');
  return turnService.fetchTurnCredentials(service);
};

const readIceList: PhonePorts['readIceList'] = async (text) => {
  const [list, loose] = await Promise.all([
    import('./provisioning/ice-list.ts'),
    import('./provisioning/json5/parse-loose.ts'),
  ]);
  return list.readIceList(text, loose.parseLoose);
};

const redeemToken: RedeemToken = async (token) => {
  const setup = await import('./provisioning/fetch/setup.ts');
  return setup.redeemToken(token);
};

const unseal: Unseal = async (sealed, passphrase) => {
  const opener = await import('./provisioning/browser/unseal.ts');
  return opener.unseal(sealed, passphrase);
};

const recordSound: RecordSound = async (microphone) => {
  const recorder = await import('./media/browser/sound-recorder.ts');
  return recorder.recordSound(microphone);
};

const followPermission: FollowPermission = async (listener) => {
  const permission = await import('./media/browser/microphone-permission.ts');
  await permission.followPermission(listener);
};

const openConference: OpenConference = async (listener) => {
  const conference = await import('./media/browser/conference.ts');
  return conference.openConference(listener);
};

const openMediaSession: OpenMediaSession = (...call) => {
  if (takeOver === undefined) throw new Error('a call came before its user agent');
  return takeOver(...call);
};

const erase: PhonePorts['erase'] = async (kinds) => {
  const report = (problem: unknown): void => {
    log.problem('what is kept could not be deleted', problem);
  };
  try {
    const [{ eraser }, { eraseProgram }] = await Promise.all([
      import('./storage/indexeddb/eraser.ts'),
      import('./storage/browser/erase-program.ts'),
    ]);
    return await eraser(openDatabase, eraseProgram, report)(kinds);
  } catch (problem) {
    report(problem);
    return kinds;
  }
};

provideRandomUuid();
const phone = new Softphone({
  clock: browserClock,
  log,
  newId: () => crypto.randomUUID(),
  isFirstTab,
  ability,
  createUserAgent,
  openMicrophone,
  openMediaSession,
  openConference,
  testIceServer,
  preflight,
  fetchTurnCredentials,
  readIceList,
  recordSound,
  followPermission,
  historyRules: () => withCall,
  sharedRings: () => rings,
  devices: browserDeviceDirectory(),
  sounds: browserSounds((problem) => {
    log.problem('sounds', problem);
  }),
  settings: settingsStore(openDatabase),
  accounts: accountStore(openDatabase, new Vault(openDatabase)),
  history: historyStore(openDatabase),
  trace: traceStore(openDatabase),
  erase,
  otherTabs,
  demo: fetchedDemo,
  redeemToken,
  unseal,
  updates: browserUpdates((problem) => {
    log.problem('service worker', problem);
  }),
  connectivity: browserConnectivity(),
});

function takeFragment(): void {
  if (!phone.openFragment(location.hash)) return;
  // It leaves the address bar and this tab's list of pages; what the browser has written to disk stays (docs/provisioning.md).
  history.replaceState(null, '', `${location.pathname}${location.search}#/phone`);
}

function enableSoundOnFirstGesture(): void {
  const gestures = ['pointerdown', 'keydown'] as const;
  const enable = (): void => {
    for (const gesture of gestures) window.removeEventListener(gesture, enable, true);
    void phone.devices.do({ kind: 'enableSound' });
  };
  for (const gesture of gestures) window.addEventListener(gesture, enable, true);
}

takeFragment();
window.addEventListener('hashchange', takeFragment);
window.addEventListener('beforeunload', (event) => {
  // The browser asks in its own words before a call is cut off by a reload or a closed tab.
  if (phone.busy) event.preventDefault();
});
window.addEventListener('pagehide', () => {
  phone.leave();
});
enableSoundOnFirstGesture();
const app = document.querySelector('bw-app');
if (app !== null) app.phone = phone;
// Not awaited: the screens' files import this one, so none could be evaluated before it has ended.
void phone.start();
