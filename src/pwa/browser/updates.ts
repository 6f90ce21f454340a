// The service worker's life through workbox-window: fetched and registered after the first paint, never reloading by itself.
import type { Workbox } from 'workbox-window';
import type { Updates } from '../ports.ts';

const SCRIPT = '/sw.js';

interface ScriptUrlPolicy {
  createScriptURL(url: string): unknown;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
}

/** Under Trusted Types a worker's address must come from a policy; ours knows one address. */
function trustedScript(): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  const rules = {
    createScriptURL: (url: string): string => {
      if (url !== SCRIPT) throw new TypeError('not our service worker');
      return url;
    },
  };
  // TypeScript's own types do not know TrustedScriptURL yet; the platform takes it wherever a string stands here.
  return (trustedTypes?.createPolicy('bothways', rules).createScriptURL(SCRIPT) ?? SCRIPT) as string;
}

/** Registers the service worker, where the browser has them; `report` hears of a failed registration. */
export function browserUpdates(report: (problem: unknown) => void): Updates {
  let workbox: Workbox | undefined;
  let applying = false;
  const register = async (listener: () => void): Promise<void> => {
    const { Workbox: BrowserWorkbox } = await import('workbox-window');
    workbox = new BrowserWorkbox(trustedScript());
    workbox.addEventListener('controlling', () => {
      if (applying) window.location.reload();
    });
    workbox.addEventListener('waiting', listener);
    await workbox.register();
  };
  return {
    onReady(listener): void {
      if ('serviceWorker' in navigator) register(listener).catch(report);
    },
    apply(): void {
      applying = true;
      workbox?.messageSkipWaiting();
    },
  };
}
