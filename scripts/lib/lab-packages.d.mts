export function missingLabPackages(): string[];
export function ensureLabPackages(): Promise<void>;
