// Types of subscribers.mjs for the tests.
export function readSubscribers(text: string, domain: string): Map<string, string>;
