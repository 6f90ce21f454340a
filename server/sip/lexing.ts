// The little lexing that header values need (RFC 3261 section 25.1): quotes, angle brackets, parameters.
// Owns splitting; refuses to give meaning to what it split.

/** Splits at a separator that stands outside "quotes" and <angle brackets>. Parts are trimmed. */
export function splitOutside(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let quoted = false;
  let bracketed = false;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted && letter === '\\') at++;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === '<') bracketed = true;
    else if (!quoted && letter === '>') bracketed = false;
    else if (!quoted && !bracketed && letter === separator) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}

/** `"a \"b\""` becomes `a "b"`; text without quotes is returned as it is. */
export function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** Parameters by lower-case name; a parameter without a value has the value ''. */
export function parseParameters(parts: readonly string[]): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase();
    const value = equals === -1 ? '' : unquote(part.slice(equals + 1).trim());
    if (name !== '' && !parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}
