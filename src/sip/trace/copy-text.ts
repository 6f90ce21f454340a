// Messages as plain text to paste into a ticket: a line with time, direction and server before each. Those of one call begin with its id, as
// the history has it.
import type { TraceRecord } from './trace-entry.ts';

/** The messages in the order given; times in UTC (RFC 3339). */
export function copyText(records: readonly TraceRecord[]): string {
  const callIds = new Set(records.map(({ callId }) => callId));
  const [callId] = callIds;
  const title = callId === undefined || callIds.size > 1 ? '' : `=== call ${callId}\n\n`;
  const messages = records
    .map(({ atMs, direction, server, text }) => {
      const way = direction === 'out' ? 'sent to' : 'received from';
      return `--- ${new Date(atMs).toISOString()} ${way} ${server}\n${text.replace(/\r\n?/gu, '\n').trim()}\n`;
    })
    .join('\n');
  return title + messages;
}
