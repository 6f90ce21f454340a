// The values of a header line that holds a list (RFC 3261 7.3.1). The one scanner that knows quotes and angle brackets, linear in the
// length of the line whatever stands in it. Pure.

/**
 * Splits at `separator`, one character: those inside quotes and angle brackets separate nothing; a quote or bracket that never closes
 * reaches to the end. Values come trimmed, empty ones too.
 */
export function listValues(line: string, separator = ','): readonly string[] {
  const values: string[] = [];
  let start = 0;
  let inside: '"' | '>' | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at];
    if (inside === '"' && character === '\\') at += 1;
    else if (inside !== undefined) inside = character === inside ? undefined : inside;
    else if (character === '"') inside = '"';
    else if (character === '<') inside = '>';
    else if (character === separator) {
      values.push(line.slice(start, at));
      start = at + 1;
    }
  }
  return [...values, line.slice(start)].map((value) => value.trim());
}

/**
 * The value of a parameter `;name=value` behind an address or a header's value, without its quotes, its escapes left as they are;
 * empty where it has none. Undefined where the parameter is not there. `name` in lower case.
 */
export function parameterOf(value: string, name: string): string | undefined {
  for (const part of listValues(value, ';').slice(1)) {
    const equals = part.indexOf('=');
    const key = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (key !== name) continue;
    const text = equals === -1 ? '' : part.slice(equals + 1).trim();
    return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
  }
  return undefined;
}
