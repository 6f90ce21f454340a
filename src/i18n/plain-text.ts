// Text from outside (SIP headers, setup links) made safe to show: it can't change the direction of the text around it, and text
// without a visible character counts as no text, so that a name can't be blank. Does not judge the characters themselves. Markup
// needs no care here, since Lit shows text as text.

/** Bidirectional marks, embeddings, overrides and isolates (Unicode UAX 9), and the C0 and C1 control characters. */
const INVISIBLE = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/**
 * A character that leaves a mark by itself: no space, no format or ignorable character (zero width, Hangul fillers, variation
 * selectors, tags), nothing that only joins another (combining marks), and none of the few symbols that are drawn as a blank.
 */
const VISIBLE =
  /(?![\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}\u2800\uFFFC\u{1D159}])./su;

/** The text without characters that are unseen and reorder or break what stands beside it; empty where nothing can be seen. */
export function plainText(text: string): string {
  const plain = text.replace(INVISIBLE, '').trim();
  return VISIBLE.test(plain) ? plain : '';
}
