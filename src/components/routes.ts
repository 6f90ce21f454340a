// The screens and their addresses. A hash that names none shows the phone.

export type Screen = 'phone' | 'history' | 'network' | 'settings';

export interface Route {
  readonly screen: Screen;
  /** Part of the screen to open (`account` in `#/settings/account`); empty for none. */
  readonly part: string;
  /** What of that part (`a@b` in `#/network/trace/a%40b`); empty for none. */
  readonly detail: string;
}

export const SCREENS: readonly Screen[] = ['phone', 'history', 'network', 'settings'];

/** The text of a part of an address; empty where it is malformed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // `%` and two characters that are no number: nothing has such an address
    return '';
  }
}

/** The route that a location hash names. */
export function parseRoute(hash: string): Route {
  const [name = '', part = '', detail = ''] = hash.replace(/^#\/?/u, '').split('/');
  const screen = SCREENS.find((candidate) => candidate === name);
  return screen === undefined
    ? { screen: 'phone', part: '', detail: '' }
    : { screen, part, detail: decoded(detail) };
}

/** The address of the SIP trace, or of one group of it. */
export function traceAddress(group = ''): string {
  return group === '' ? '#/network/trace' : `#/network/trace/${encodeURIComponent(group)}`;
}
