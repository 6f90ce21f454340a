// Everything a page keeps, as one text: Web Storage, cookies, every IndexedDB record and every cached response.
import type { Page } from '@playwright/test';

/** Runs in the page; self-contained for that reason. Binary values appear as their bytes read as Latin-1. */
async function dumpStorage(leftOut: readonly string[]): Promise<string> {
  const readable = (value: unknown): unknown => {
    if (value instanceof ArrayBuffer) return readable(new Uint8Array(value));
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      return new TextDecoder('latin1').decode(bytes);
    }
    if (Array.isArray(value)) return value.map(readable);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof CryptoKey) return `CryptoKey, extractable: ${String(value.extractable)}`;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, readable(member)]));
  };
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('IndexedDB refused', { cause: request.error }));
    });
  const dumpDatabase = async (name: string): Promise<unknown> => {
    const database = await settled(indexedDB.open(name));
    const stores = [...database.objectStoreNames].filter((store) => !leftOut.includes(store));
    const contents = await Promise.all(
      stores.map(async (store) => {
        const objects = database.transaction(store).objectStore(store);
        return [store, await settled(objects.getAllKeys()), (await settled(objects.getAll())).map(readable)];
      }),
    );
    database.close();
    return [name, contents];
  };
  const databases = await indexedDB.databases();
  const caches = await globalThis.caches.keys();
  return JSON.stringify({
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    cookies: document.cookie,
    databases: await Promise.all(databases.map(({ name }) => dumpDatabase(name ?? ''))),
    caches,
  });
}

/** What the page keeps, as text to search in, without the object stores named. */
export async function storageDump(page: Page, leftOut: readonly string[] = []): Promise<string> {
  return await page.evaluate(dumpStorage, leftOut);
}
