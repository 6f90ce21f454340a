// What the shell sets outside itself: the theme of the page, the colour of the browser's bars, the title of the tab.
import { msg, str } from '@lit/localize';
import { activeCall, isIncoming } from '../../phone/calls/calls-state.ts';
import { missedCount } from '../../phone/history.ts';
import type { PhoneState } from '../../phone/phone-state.ts';
import type { Settings } from '../../phone/settings.ts';
import { isLive } from '../../sip/call-state.ts';
import { formatNumber } from '../../i18n/format.ts';
import { partyName } from '../shared/party.ts';

const PAPER = { light: '#f6f2ea', dark: '#161311' } as const;

/** Follows the theme the person chose; `system` leaves it to the browser. */
export function applyTheme(theme: Settings['theme']): void {
  if (document.documentElement.dataset['theme'] === theme) return;
  document.documentElement.dataset['theme'] = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? PAPER.dark : PAPER.light;
    meta.content = theme === 'system' ? own : PAPER[theme];
  }
}

/** The title of the tab: who rings first, then a call, then missed calls. */
export function pageTitle(state: PhoneState): string {
  const call = state.calls.find(isIncoming) ?? activeCall(state);
  if (isLive(call)) {
    const name = partyName(call.remote);
    return isIncoming(call) ? msg(str`Incoming call: ${name}`) : msg(str`${name}, Bothways`);
  }
  const missed = missedCount(state.history);
  return missed === 0 ? 'Bothways' : `(${formatNumber(missed)}) Bothways`;
}
