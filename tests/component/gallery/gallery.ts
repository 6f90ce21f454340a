// Shows the app in one of its states, without servers or microphones: /tests/component/gallery/?state=call#/phone
import '../../../src/components/shell/bw-app.ts';
import { FakePhone } from '../../doubles/fake-phone.ts';
import { GALLERY_STATES, type GalleryState } from './states.ts';

const search = new URLSearchParams(location.search);
const name = search.get('state') ?? 'signedOut';
const { state, vitals, trace, test, verdict } = (
  GALLERY_STATES[name] ?? ((): GalleryState => ({ state: {} }))
)();
const phone = new FakePhone(state, vitals, trace, test);
phone.judge(verdict);
const theme = search.get('theme');
if (theme === 'light' || theme === 'dark') void phone.app.do({ kind: 'changeSettings', change: { theme } });
document.documentElement.dir = search.get('dir') ?? 'ltr';

/** A voice that speaks in phrases. */
function voice(atMs: number, offset: number): number {
  const phrase = Math.max(0, Math.sin(atMs / 700 + offset));
  return phrase * (0.05 + 0.4 * Math.abs(Math.sin(atMs / 90 + offset) * Math.sin(atMs / 37)));
}

setInterval(() => {
  const now = performance.now();
  phone.level = { you: voice(now, 0), them: voice(now, 3) };
  phone.testLevel = voice(now, 0);
}, 30);

const app = document.querySelector('bw-app');
if (app) app.phone = phone;
