// The screens and their addresses. A hash that names none shows the phone.

export type Screen = 'phone' | 'history' | 'network' | 'settings';

export interface Route {
  readonly screen: Screen;
  /** Part of the screen to open (`account` in `#/settings/account`); empty for none. */
  readonly part: string;
}

export const SCREENS: readonly Screen[] = ['phone', 'history', 'network', 'settings'];

/** The route that a location hash names. */
export function parseRoute(hash: string): Route {
  const [name = '', part = ''] = hash.replace(/^#\/?/u, '').split('/');
  const screen = SCREENS.find((candidate) => candidate === name);
  return screen === undefined ? { screen: 'phone', part: '' } : { screen, part };
}
