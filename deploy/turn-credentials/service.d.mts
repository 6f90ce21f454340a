// Types of service.mjs for the tests.
export interface Settings {
  readonly origin: string;
  readonly realm: string;
  readonly secret: string;
  readonly ttlSeconds: number;
  readonly uris: readonly string[];
}
export interface Request {
  readonly method: string;
  readonly url: string;
  readonly address: string;
  readonly origin?: string | undefined;
  readonly authorization?: string | undefined;
}
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { username: string; password: string; ttl: number; uris: readonly string[] } | undefined;
}
export class Service {
  constructor(parts: {
    readonly settings: Settings;
    readonly users: ReadonlyMap<string, string>;
    readonly say?: (line: string) => void;
  });
  answer(request: Request, nowMs: number): Answer;
}
