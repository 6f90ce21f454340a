export const root: string;
export const cacheFolder: string;
export function inRoot(...parts: readonly string[]): string;
export const bin: Readonly<
  Record<
    | 'depcruise'
    | 'eslint'
    | 'knip'
    | 'litAnalyzer'
    | 'playwright'
    | 'prettier'
    | 'sizeLimit'
    | 'tsc'
    | 'vite'
    | 'vitest',
    string
  >
>;
