// Whether the browser believes it has a network (HTML 8.8.2); it may be wrong, so nothing but words hangs on it.
import type { Connectivity } from '../ports.ts';

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
  };
}
