// JsSIP's registrator, with the two methods that its types leave out.
import type { UA } from 'jssip';

interface StackRegistrator {
  /** Sends REGISTER, unless one is under way. */
  register(): void;
  /** Forgets the REGISTER under way and the stack's own refresh timer. */
  onTransportClosed(): void;
}

export function registratorOf(ua: UA): StackRegistrator {
  return ua.registrator() as unknown as StackRegistrator;
}
