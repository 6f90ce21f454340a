// One WebSocket frame of a recorded page as SIP: its first line, its kind, its text without what is private. Pure.

export interface SipFrame {
  /** Milliseconds since the recording began. */
  readonly atMs: number;
  /** Which of the page's WebSockets, from 1. */
  readonly socket: number;
  /** `received`: from the server. */
  readonly direction: 'received' | 'sent';
  /** Whose page it was. */
  readonly user: string;
  readonly text: string;
}

export const KEEP_ALIVE = '[CRLF]';

/** The first line, or `[CRLF]` for a keep-alive (RFC 5626 section 4.4.1). */
export function firstLine({ text }: SipFrame): string {
  const [line = ''] = text.split('\r\n');
  return line === '' ? KEEP_ALIVE : line;
}

/** `4711 INVITE`; empty where there is none. */
export function sequence({ text }: SipFrame): string {
  return /^CSeq:\s*(.+?)\s*$/imu.exec(text)?.[1] ?? '';
}

/** Whether it carries a description (SDP). */
export function hasDescription({ text }: SipFrame): boolean {
  return text.includes('\r\n\r\nv=0\r\n');
}

/** What makes two messages alike: the method, or the status and what it answers, and whether a description is in it. */
export function kindOf(frame: SipFrame): string {
  const line = firstLine(frame);
  const method = sequence(frame).replace(/^\d+\s+/u, '');
  const head = line.startsWith('SIP/2.0 ') ? `${line.slice(8, 11)} to ${method}` : (line.split(' ')[0] ?? '');
  return hasDescription(frame) ? `${head} with SDP` : head;
}

/** The text with what would let others in blanked: digests (RFC 7616), TURN secrets, keys of SDES. Servers send none of them; better safe. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/^((?:Proxy-)?Authorization:\s*Digest).*$/gimu, '$1 ...')
    .replace(/(inline:)[^\s|;]+/giu, '$1...');
}
