// Texts with names in braces, filled from values.
// Owns the filling; pure.

export type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

const NAME = /\{([a-zA-Z]+)\}/g;

/** The text with each `{name}` replaced; a name without a value becomes empty. */
export function fill(text: string, values: Values): string {
  return text.replace(NAME, (_, name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : '';
  });
}

/** The line once for each value of the list it names, once with plain values, never where one of them is missing. */
export function fillLine(line: string, values: Values): string[] {
  const names = [...line.matchAll(NAME)].map((match) => match[1] ?? '');
  if (names.some((name) => values[name] === undefined)) return [];
  const list = names.find((name) => Array.isArray(values[name]));
  if (list === undefined) return [fill(line, values)];
  return (values[list] as readonly string[]).map((value) => fill(line, { ...values, [list]: value }));
}
