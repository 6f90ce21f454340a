// Text from outside (SIP headers, setup links) made safe to look at: nothing in it may turn the words around it.
// Refuses to judge the letters themselves; markup needs no care here, since Lit shows text as text.

/** Bidirectional marks, embeddings, overrides and isolates (Unicode UAX 9), and the C0 and C1 control characters. */
const INVISIBLE = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** The text without characters that are unseen and reorder or break what stands beside it. */
export function plainText(text: string): string {
  return text.replace(INVISIBLE, '').trim();
}
