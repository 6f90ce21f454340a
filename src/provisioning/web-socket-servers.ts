// WebSocket servers as a link or a person gives them: checked, and with the very address that the browser will open.
import {
  checkWebSocketServer,
  checkWebSocketServers,
  serverEntries,
  type WebSocketServerResult,
  type WebSocketServersResult,
} from '../sip/websocket-server.ts';
import { asciiUrl } from './ascii-address.ts';

const SYNTAX = { kind: 'invalid', reason: 'syntax' } as const;
/** Stands for an address that `asciiUrl` refuses; no server has it. */
const NO_ADDRESS = '\\';

/** `checkWebSocketServer`, whose URL is in ASCII and the one that is contacted. */
export function readWebSocketServer(text: string): WebSocketServerResult {
  const ascii = asciiUrl(text.trim());
  return ascii === undefined ? SYNTAX : checkWebSocketServer(ascii);
}

/** `checkWebSocketServers` likewise: a list as typed, each perhaps with priority and weight (RFC 2782). */
export function readWebSocketServers(text: string): WebSocketServersResult {
  const ascii = serverEntries(text)
    .map((entry) =>
      entry.replace(/\S+/gu, (word) => (/^\d{1,5}$/u.test(word) ? word : (asciiUrl(word) ?? NO_ADDRESS))),
    )
    .join(' , ');
  const checked = checkWebSocketServers(ascii);
  // A number alone is a rank, and no server.
  const isAsTyped = checked.kind === 'invalid' || checked.servers.every(({ url }) => asciiUrl(url) === url);
  return isAsTyped ? checked : SYNTAX;
}
