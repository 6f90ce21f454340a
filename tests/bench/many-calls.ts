// What many calls in one page leave behind: heap, listeners and nodes after each hundred, garbage collected before.
// BOTHWAYS_CALLS sets how many, 1000 where it is not given; the first 150 fill what is bounded (history, SIP messages).
import type { CDPSession, Page } from '@playwright/test';
import type { Result } from './result.ts';
import { withPhone } from './with-phone.ts';

const CALLS = Number(process.env['BOTHWAYS_CALLS'] ?? 1000);
const WARM_UP = 150;
const REST_MS = 70_000;

async function call(page: Page): Promise<void> {
  await page.getByLabel('Name, number or SIP address', { exact: true }).fill('601');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByRole('button', { name: 'Mute', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Hang up', exact: true }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
}

/** At rest: the stack keeps the last calls' transactions for 32 s (RFC 6026 8.11), a page its closed connections a while. */
async function counters(
  page: Page,
  client: CDPSession,
): Promise<{ heap: number; listeners: number; nodes: number }> {
  await page.waitForTimeout(REST_MS);
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize: heap } = await client.send('Runtime.getHeapUsage');
  const { jsEventListeners: listeners, nodes } = await client.send('Memory.getDOMCounters');
  return { heap, listeners, nodes };
}

export function measure(): Promise<readonly Result[]> {
  return withPhone(async ({ phone, context }) => {
    const { page } = phone;
    await phone.signIn('1001');
    const client = await context.newCDPSession(page);
    for (let count = 0; count < WARM_UP; count += 1) await call(page);
    const before = await counters(page, client);
    for (let count = 0; count < CALLS; count += 1) await call(page);
    const after = await counters(page, client);
    const of = `after ${String(CALLS)} calls, ${String(WARM_UP)} before them`;
    return [
      { what: `heap growth ${of}`, value: (after.heap - before.heap) / 1e6, unit: 'MB' },
      { what: `listeners more ${of}`, value: after.listeners - before.listeners, unit: '' },
      { what: `DOM nodes more ${of}`, value: after.nodes - before.nodes, unit: '' },
    ];
  });
}
