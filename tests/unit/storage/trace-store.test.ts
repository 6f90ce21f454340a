import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { TRACE_LIMIT, TRACE_TEXT_LIMIT } from '../../../src/sip/trace/sip-trace.ts';
import type { TraceRecord } from '../../../src/sip/trace/trace-entry.ts';
import { databaseOpener, type OpenDatabase } from '../../../src/storage/indexeddb/database.ts';
import { traceStore } from '../../../src/storage/indexeddb/trace-store.ts';
import type { TraceStore } from '../../../src/storage/ports.ts';

let count = 0;
let name: string;
let open: OpenDatabase;
let store: TraceStore;

const record = (text: string, atMs = 5): TraceRecord => ({ atMs, direction: 'out', server: 'wss://h', text });
const kept = async (): Promise<string[]> => (await store.load()).map(({ text }) => text);

beforeEach(() => {
  name = `trace-${String((count += 1))}`;
  open = databaseOpener(name);
  store = traceStore(open);
});

describe('the trace store', () => {
  it('gives back what was added in the order it came, to a later visit as well', async () => {
    await store.add([record('a', 9), record('b', 9)]);
    await store.add([record('c', 3)]);
    store = traceStore(databaseOpener(name));
    expect(await store.load()).toEqual([record('a', 9), record('b', 9), record('c', 3)]);
  });

  it('keeps which account a message belongs to; one from before names none', async () => {
    await store.add([{ ...record('a'), accountId: 'work' }, record('b')]);
    expect((await store.load()).map(({ accountId }) => accountId)).toEqual(['work', undefined]);
  });

  it('keeps which call a message belongs to; one from before names none, nor does one whose record is damaged', async () => {
    const damaged = { ...record('c'), callId: 7 } as unknown as TraceRecord;
    await store.add([{ ...record('a'), callId: 'mine' }, record('b'), damaged]);
    expect((await store.load()).map(({ callId }) => callId)).toEqual(['mine', undefined, undefined]);
  });

  it('is bounded: the oldest go, by number', async () => {
    const many = (from: number, length: number): TraceRecord[] =>
      Array.from({ length }, (_, index) => record(String(from + index)));
    await store.add(many(0, TRACE_LIMIT));
    await store.add(many(TRACE_LIMIT, 100));
    const texts = await kept();
    expect(texts).toHaveLength(TRACE_LIMIT);
    expect(texts[0]).toBe('100');
  });

  it('is bounded: the oldest go, by size', async () => {
    const long = 'x'.repeat(TRACE_TEXT_LIMIT / 10);
    for (let n = 0; n < 15; n += 1) await store.add([record(`${String(n)} ${long}`)]);
    const texts = await kept();
    expect(texts.join('').length).toBeLessThanOrEqual(TRACE_TEXT_LIMIT);
    expect(texts).toHaveLength(9);
    expect(texts.at(-1)?.slice(0, 3)).toBe('14 ');
  });

  it('leaves out records that can not be messages', async () => {
    const database = await open();
    for (const wrong of [7, null, {}, { ...record('x'), atMs: 9e15 }, { ...record('x'), text: 1 }])
      await database.add('trace', wrong as unknown as TraceRecord);
    await store.add([record('a')]);
    expect(await kept()).toEqual(['a']);
  });

  it('comes to a database of the version before, which keeps what it has', async () => {
    const old = await openDB(name, 2, {
      upgrade(database) {
        for (const each of ['settings', 'accounts', 'keys']) database.createObjectStore(each);
        const history = database.createObjectStore('history', { keyPath: 'id' });
        history.createIndex('byStart', 'startedAtMs');
      },
    });
    await old.put('settings', { theme: 'dark' }, 'current');
    old.close();
    await store.add([record('a')]);
    expect(await kept()).toEqual(['a']);
    expect(await (await open()).get('settings', 'current')).toEqual({ theme: 'dark' });
  });
});
