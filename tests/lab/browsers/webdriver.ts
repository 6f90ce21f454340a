// A small client of the WebDriver protocol (W3C WebDriver 2), for browsers that speak nothing newer.
import type { WalkedPage } from './walk.ts';

interface Answer {
  readonly value: unknown;
}

export class WebDriverSession {
  readonly #base: string;

  private constructor(base: string) {
    this.#base = base;
  }

  /** Begins a session; throws with the driver's own words. */
  static async open(driver: string, capabilities: object): Promise<WebDriverSession> {
    const value = await request('POST', `${driver}/session`, { capabilities: { alwaysMatch: capabilities } });
    const { sessionId } = value as { sessionId: string };
    return new WebDriverSession(`${driver}/session/${sessionId}`);
  }

  async command(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    return request(method, `${this.#base}${path}`, body);
  }

  /** Runs a function in the page; what it returns must be JSON. */
  async evaluate<Arguments extends readonly unknown[], Result>(
    work: (...given: Arguments) => Result,
    ...given: Arguments
  ): Promise<Result> {
    const script = `return (${work.toString()})(...arguments)`;
    return (await this.command('POST', '/execute/sync', { script, args: given })) as Result;
  }

  async close(): Promise<void> {
    await request('DELETE', this.#base);
  }
}

async function request(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(20_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as Answer;
  if (!response.ok) throw new Error(`WebDriver ${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

/** A page whose errors were gathered in `window.complaints` (`watched-site.ts`): WebDriver tells of none. */
export function walkedPage(session: WebDriverSession): WalkedPage {
  return {
    async goto(url): Promise<void> {
      await session.command('POST', '/url', { url });
    },
    async resize(width, height): Promise<void> {
      await session.command('POST', '/window/rect', { x: 0, y: 0, width, height });
    },
    evaluate: (work, ...given) => session.evaluate(work, ...given),
    complaints: () =>
      session.evaluate(() => (globalThis as unknown as { complaints: readonly string[] }).complaints),
  };
}
