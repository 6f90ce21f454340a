// Changes what a page and its server say to each other on their WebSocket, message by message: for far sides that no server here is.
import type { Page } from '@playwright/test';

/** One message in, what goes on in its place: itself, another, several, or none. */
export type Rewrite = (message: string) => string | readonly string[];

const asList = (messages: string | readonly string[]): readonly string[] =>
  typeof messages === 'string' ? [messages] : messages;

/** Call it before the page is opened. */
export async function rewriteWire(
  page: Page,
  {
    received = (text) => text,
    sent = (text) => text,
  }: { readonly received?: Rewrite; readonly sent?: Rewrite },
): Promise<void> {
  await page.routeWebSocket(/./u, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      for (const each of asList(sent(String(message)))) server.send(each);
    });
    server.onMessage((message) => {
      for (const each of asList(received(String(message)))) socket.send(each);
    });
  });
}

/** The message with another body, its length said anew. */
export function withBody(message: string, change: (body: string) => string): string {
  const [head = '', ...rest] = message.split('\r\n\r\n');
  const body = change(rest.join('\r\n\r\n'));
  const type = body === '' ? /\r\nContent-Type:[^\r]*/iu : /^(?!)/u;
  return `${head.replace(type, '').replace(/\r\nContent-Length:\s*\d+/iu, `\r\nContent-Length: ${String(Buffer.byteLength(body))}`)}\r\n\r\n${body}`;
}

/** Whether it answers an INVITE with this status. */
export const isAnswer = (message: string, status: number): boolean =>
  message.startsWith(`SIP/2.0 ${String(status)} `) && /^CSeq:\s*\d+ INVITE/imu.test(message);

/** Whether it is an INVITE that begins a call. */
export const isFirstInvite = (message: string): boolean =>
  message.startsWith('INVITE ') && !/^To:.*;tag=/imu.test(message);
