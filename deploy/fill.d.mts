// Types of fill.mjs for the tests and the lab.
export type Values = Readonly<Record<string, string | number>>;
export function templatesIn(folder: string): string[];
export function placeholdersOf(texts: readonly string[]): Set<string>;
export function problemsOf(texts: readonly string[], values: Values): string[];
export function fillText(text: string, values: Values): string;
export function fillFolder(job: { from: string; to: string; values: Values }): string[];
