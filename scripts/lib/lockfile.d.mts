export function lockfileFaults(lock: unknown, installed?: unknown): readonly string[];
