// Types of values.mjs for the tests and the lab.
export type Values = Readonly<Record<string, string | number>>;
export function completeValues(given: Values): { values: Values; problems: string[] };
