// Texts that claim nothing of the phone's state: names of screens, buttons, fields and figures, and advice that is always true.
import { plain } from './registry.ts';

const LABELS: ReadonlySet<string> = new Set(['Bothways'].map(plain));

/** Whether a text claims nothing. */
export function isLabel(text: string): boolean {
  return LABELS.has(plain(text));
}
