// Whether the browser believes it has a network (HTML 8.8.2), and hints at a change of network. Both may be wrong: a hint only
// makes the phone ping the server.
import type { Connectivity } from '../ports.ts';

/** The Network Information API, where a browser has it. */
function connectionOf(of: object): EventTarget | undefined {
  const { connection } = of as { readonly connection?: EventTarget };
  return connection;
}

export function browserConnectivity(): Connectivity {
  return {
    get online(): boolean {
      return navigator.onLine;
    },
    onChange(listener): void {
      window.addEventListener('online', () => {
        listener(true);
      });
      window.addEventListener('offline', () => {
        listener(false);
      });
    },
    onHint(listener): void {
      const changed = (): void => {
        listener(false);
      };
      const awoke = (): void => {
        listener(true);
      };
      window.addEventListener('online', changed);
      connectionOf(navigator)?.addEventListener('change', changed);
      window.addEventListener('pageshow', (event) => {
        if (event.persisted) awoke();
      });
      document.addEventListener('resume', awoke);
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') changed();
      });
    },
  };
}
