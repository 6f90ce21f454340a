// Follows the microphone's permission (W3C permissions 6.3). Browsers that don't know this name throw a TypeError: unknown then.
import {
  browserKindOf,
  systemKindOf,
  type MicrophonePermission,
  type PermissionState,
} from '../microphone-permission.ts';

async function query(): Promise<PermissionStatus | undefined> {
  if (!('permissions' in navigator)) return undefined;
  try {
    return await navigator.permissions.query({ name: 'microphone' });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** What the browser says now. Never rejects. */
export async function permissionNow(): Promise<PermissionState> {
  try {
    return (await query())?.state ?? 'unknown';
  } catch {
    return 'unknown'; // a page that may not ask: nothing is known
  }
}

/** Tells the permission now and whenever it changes; asks for nothing. */
export async function followPermission(listener: (permission: MicrophonePermission) => void): Promise<void> {
  const browser = browserKindOf(navigator.userAgent, navigator.maxTouchPoints);
  const system = systemKindOf(navigator.userAgent, navigator.maxTouchPoints);
  const tell = (state: PermissionState): void => {
    listener({ state, browser, system });
  };
  const status = await query();
  tell(status?.state ?? 'unknown');
  status?.addEventListener('change', () => {
    tell(status.state);
  });
}
