// How a message is shown: its server by a short name, and its text with invisible characters made visible.

/** Host and port of a WebSocket URL, or the URL where there is none. */
export function hostOf(url: string): string {
  return /^wss?:\/\/(?:[^@/]*@)?([^/?#]+)/iu.exec(url)?.[1] ?? url;
}

/** Control characters but line ends and tabs, and what turns the direction of text (Unicode UAX 9). */
const UNSEEN = /(?![\r\n\t])[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** The text as it can be read: nothing in it is unseen, and nothing turns what stands around it. */
export function readableText(text: string): string {
  return text
    .replace(
      UNSEEN,
      (unseen) => `<U+${(unseen.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
    )
    .replace(/\r\n?/gu, '\n')
    .trimEnd();
}

/** True where the message carries a session description (RFC 8866). */
export function hasSdp(text: string): boolean {
  return /[\r\n]v=0[\r\n]/u.test(text);
}
