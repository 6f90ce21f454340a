// Messages as plain text to paste into a ticket: a line with time, direction and server before each.
import type { TraceRecord } from './trace-entry.ts';

/** The messages in the order given; times in UTC (RFC 3339). */
export function copyText(records: readonly TraceRecord[]): string {
  return records
    .map(({ atMs, direction, server, text }) => {
      const way = direction === 'out' ? 'sent to' : 'received from';
      return `--- ${new Date(atMs).toISOString()} ${way} ${server}\n${text.replace(/\r\n?/gu, '\n').trim()}\n`;
    })
    .join('\n');
}
