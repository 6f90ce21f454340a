export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly note: string;
}
export function tallyOf(report: unknown, format: 'check' | 'vitest' | 'playwright', code: number): Tally;
