export function ensureBuilt(announce: () => void): Promise<string>;
export function ensureServerBuilt(announce: () => void): Promise<string>;
export function buildAll(): Promise<string>;
