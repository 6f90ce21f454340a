// Types of limits.mjs for the tests.
export class Limits {
  constructor(rate: { readonly burst: number; readonly perSecond: number });
  take(key: string, nowMs: number): number;
  wait(key: string, nowMs: number): number;
}
export function addressKey(address: string): string;
