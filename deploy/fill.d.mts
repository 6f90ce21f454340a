// Types of fill.mjs for the tests and the lab.
import type { Values } from './values.mjs';
export function templatesFor(values: Values): string[];
export function fillText(text: string, values: Values): string;
export function fillFolder(job: { from: string; to: string; values: Values }): string[];
