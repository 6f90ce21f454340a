// Deletes the app's own files, which the service worker keeps for a start without network, and the service worker itself.

async function deleteCaches(prefixes: readonly string[]): Promise<void> {
  // Not on an insecure page, whatever the type says.
  if (!('caches' in globalThis)) return;
  const names = (await caches.keys()).filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Deletes the caches whose names begin so. Throws what the browser throws where it refuses. */
export async function eraseProgram(cachePrefixes: readonly string[]): Promise<void> {
  if ('serviceWorker' in navigator) {
    const registrations = await navigator.serviceWorker.getRegistrations();
    await Promise.all(registrations.map((registration) => registration.unregister()));
  }
  await deleteCaches(cachePrefixes);
}
