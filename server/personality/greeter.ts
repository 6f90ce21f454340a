// What some servers send a phone as soon as it is registered: a question whether it is there, news of voicemail.
// Owns the timers, one for each contact; refuses to know what the phone answers.
import { tellingTo } from '../media/tellings.ts';
import type { Greeting } from './personality.ts';

export interface GreeterOptions {
  readonly greeting: (user: string) => Greeting;
  readonly domain: string;
  readonly send: (text: string) => void;
  /** Whether a contact is still registered. */
  readonly isThere: (user: string, contact: string) => boolean;
}

export class Greeter {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly options: GreeterOptions) {}

  /** A contact was registered, or registered again. */
  registered(user: string, contact: string): void {
    const { asksEveryMs, hasMailbox } = this.options.greeting(user);
    if (this.#timers.has(contact)) return;
    if (hasMailbox) this.#send('voicemail', user, contact);
    if (asksEveryMs === undefined) return;
    this.#send('question', user, contact);
    const timer = setInterval(() => {
      if (this.options.isThere(user, contact)) this.#send('question', user, contact);
      else this.#forget(contact);
    }, asksEveryMs);
    timer.unref();
    this.#timers.set(contact, timer);
  }

  /** Stops every timer. */
  dispose(): void {
    for (const contact of [...this.#timers.keys()]) this.#forget(contact);
  }

  #forget(contact: string): void {
    clearInterval(this.#timers.get(contact));
    this.#timers.delete(contact);
  }

  #send(telling: 'voicemail' | 'question', user: string, contact: string): void {
    this.options.send(tellingTo(telling, contact, user, this.options.domain));
  }
}
