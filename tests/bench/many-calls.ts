// What many calls in one page leave behind, one at a time and two at a time (one active, one on hold): heap, listeners, nodes and
// connections after each third of them, garbage collected before. BOTHWAYS_CALLS sets how many of each, 1000 where it is not given. What is
// bounded and kept on purpose (history, SIP messages) is deleted before each count; the first calls of each kind make their code warm.
import type { CDPSession, Page } from '@playwright/test';
import { allowCalls, callsOf, command, isFree, upWhere, upWith } from '../e2e/support/commands.ts';
import type { PhonePage } from '../e2e/support/phone.ts';
import type { Result } from './result.ts';
import { withPhone } from './with-phone.ts';

const CALLS = Number(process.env['BOTHWAYS_CALLS'] ?? 1000);
const WARM_UP = 25;
const STEPS = 3;
const REST_MS = 70_000;

async function oneCall({ page }: PhonePage): Promise<void> {
  await page.getByLabel('Name, number or SIP address', { exact: true }).fill('601');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByRole('button', { name: 'Mute', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Hang up', exact: true }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
}

/** Two calls: the second puts the first on hold, and both end. */
async function twoCalls(phone: PhonePage): Promise<void> {
  const { page } = phone;
  await command(page, { kind: 'dial', called: '601' });
  await upWith(phone, '601');
  await command(page, { kind: 'dial', called: '600' });
  await upWith(phone, '600');
  await upWhere(phone, '601', 'is on hold', ({ hold }) => hold === 'local');
  for (const { id } of await callsOf(page)) await command(page, { kind: 'hangUp', callId: id });
  await isFree(phone);
  for (const { id } of await callsOf(page)) await command(page, { kind: 'dismissCall', callId: id });
}

/** Runs in the page: deletes what is kept of the calls, as the buttons do. */
async function forgetCalls(): Promise<void> {
  const { phone } = document.querySelector('bw-app') as Element & {
    readonly phone: Record<'history' | 'messages', { do(command: { readonly kind: string }): Promise<void> }>;
  };
  await phone.history.do({ kind: 'clearHistory' });
  await phone.messages.do({ kind: 'clearTrace' });
}

interface Counters {
  readonly heap: number;
  readonly listeners: number;
  readonly nodes: number;
  /** Nodes in no document that something still holds. */
  readonly detached: number;
  readonly connections: number;
}

/** How many objects of a kind are left after the garbage was collected. */
async function objectsOf(client: CDPSession, kind: string): Promise<number> {
  const group = { objectGroup: 'counted' };
  const prototype = await client.send('Runtime.evaluate', { expression: `${kind}.prototype`, ...group });
  const prototypeObjectId = prototype.result.objectId ?? '';
  const { objects } = await client.send('Runtime.queryObjects', { prototypeObjectId, ...group });
  const functionDeclaration = 'function () { return this.length; }';
  const count = { objectId: objects.objectId ?? '', functionDeclaration, returnByValue: true };
  const { result } = await client.send('Runtime.callFunctionOn', count);
  await client.send('Runtime.releaseObjectGroup', group);
  return Number(result.value);
}

/** At rest: the stack keeps the last calls' transactions for 32 s (RFC 6026 8.11), a page its closed connections a while. */
async function counters(page: Page, client: CDPSession): Promise<Counters> {
  await page.waitForTimeout(REST_MS);
  await page.evaluate(forgetCalls);
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize: heap } = await client.send('Runtime.getHeapUsage');
  const { jsEventListeners: listeners, nodes } = await client.send('Memory.getDOMCounters');
  const { detachedNodes } = await client.send('DOM.getDetachedDomNodes');
  const connections = await objectsOf(client, 'RTCPeerConnection');
  return { heap, listeners, nodes, detached: detachedNodes.length, connections };
}

/** Everything more than before it began, after each third of `rounds`. */
async function growth(
  what: string,
  rounds: number,
  round: () => Promise<void>,
  count: () => Promise<Counters>,
): Promise<readonly Result[]> {
  const before = await count();
  const results: Result[] = [];
  for (let step = 1; step <= STEPS; step += 1) {
    for (let done = 0; done < rounds / STEPS; done += 1) await round();
    const after = await count();
    const of = `${what}, after ${String(Math.ceil(rounds / STEPS) * step)} calls: `;
    results.push(
      { what: `${of}heap growth`, value: (after.heap - before.heap) / 1e6, unit: 'MB' },
      { what: `${of}listeners more`, value: after.listeners - before.listeners, unit: '' },
      { what: `${of}DOM nodes more`, value: after.nodes - before.nodes, unit: '' },
      { what: `${of}detached trees`, value: after.detached, unit: '' },
      { what: `${of}connections left`, value: after.connections, unit: '' },
    );
  }
  return results;
}

export function measure(): Promise<readonly Result[]> {
  return withPhone(async ({ phone, context }) => {
    const { page } = phone;
    await phone.signIn('1001');
    await allowCalls(page, 2);
    const client = await context.newCDPSession(page);
    await client.send('DOM.enable');
    const count = (): Promise<Counters> => counters(page, client);
    for (let done = 0; done < WARM_UP; done += 1) await oneCall(phone);
    const one = await growth('one at a time', CALLS, () => oneCall(phone), count);
    for (let done = 0; done < WARM_UP; done += 1) await twoCalls(phone);
    const two = await growth('two at a time', CALLS, () => twoCalls(phone), count);
    return [...one, ...two];
  });
}
