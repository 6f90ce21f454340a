// JsSIP's registrators, with the methods that its types leave out: its own, and a second one for a second flow (RFC 5626 4.2),
// of the same class with a Call-ID and CSeq of its own, whose requests go another way.
import type { UA } from 'jssip';

export interface RefusedResponse {
  readonly status_code: number;
  getHeader(name: string): string | undefined;
}

export interface Registrator {
  /** Sends REGISTER, unless one is under way. */
  register(): void;
  /** Forgets the REGISTER under way and the stack's own refresh timer. */
  forget(): void;
  /** Takes the contact away, where it was accepted. */
  unregister(): void;
  /** The server has accepted us, though the stack may not find its contact in the answer; its own refresh timer stops. */
  accepted(): void;
  /** Calls the listener for each final answer that is no 2xx. */
  onRefused(listener: (response: RefusedResponse) => void): void;
}

interface StackRegistrator {
  _reg_id: number;
  _registered: boolean;
  _contact: string;
  _registrationTimer: ReturnType<typeof setTimeout> | null;
  register(): void;
  onTransportClosed(): void;
  unregister(): void;
}

type StackRegistratorClass = new (ua: UA, transport: unknown) => StackRegistrator;

interface RegistrationFailure {
  readonly response: unknown;
}

/** So often in a row the stack may obey a 423: a server that is not content with what it asked for is not to be asked for ever. */
const MOST_OBEYED = 2;

/** `refused`: the server wants ever another expiry. */
function obeyBriefly(stack: StackRegistrator, refused: () => void): () => void {
  const register = stack.register.bind(stack);
  let obeyed = 0;
  // The stack calls this itself, and only after a 423 (RFC 3261 10.2.8).
  stack.register = (): void => {
    obeyed += 1;
    if (obeyed <= MOST_OBEYED) register();
    else refused();
  };
  return () => {
    obeyed = 0;
    register();
  };
}

function wrap(stack: StackRegistrator, onRefused: Registrator['onRefused']): Registrator {
  let tell: (response: RefusedResponse) => void = () => undefined;
  const register = obeyBriefly(stack, () => {
    tell({ status_code: 423, getHeader: () => undefined });
  });
  return {
    register,
    forget: () => {
      stack.onTransportClosed();
    },
    unregister: () => {
      stack.unregister();
    },
    accepted: () => {
      stack._registered = true;
      // When to refresh is ours to say; the stack's own timer is set from what the message says, without bounds.
      if (stack._registrationTimer !== null) clearTimeout(stack._registrationTimer);
      stack._registrationTimer = null;
    },
    onRefused: (listener) => {
      tell = listener;
      onRefused(listener);
    },
  };
}

/** The stack's own: reg-id 1. */
export function firstRegistrator(ua: UA): Registrator {
  // Our own refresh comes first; a listener keeps the stack's from being sent.
  ua.on('registrationExpiring', () => undefined);
  return wrap(ua.registrator() as unknown as StackRegistrator, (listener) => {
    ua.on('registrationFailed', ({ response }) => {
      const refused = response as unknown as RefusedResponse | null;
      if (refused !== null) listener(refused);
    });
  });
}

/**
 * A second one, reg-id 2. Its requests go to `send`, their answers come by the stack as any others. To be made before the
 * first answer: a GRUU granted to the first must not become the second's contact (RFC 5627 5.1).
 */
export function secondRegistrator(ua: UA, send: (text: string) => boolean): Registrator {
  let tell: (response: RefusedResponse) => void = () => undefined;
  const silent = { value: () => undefined };
  const beside = Object.create(ua, {
    transport: {
      value: { via_transport: 'WSS', send: (request: { toString(): string }) => send(request.toString()) },
    },
    registered: silent,
    unregistered: silent,
    registrationFailed: {
      value: ({ response }: RegistrationFailure) => {
        if (response !== null) tell(response as RefusedResponse);
      },
    },
  }) as UA;
  const own = ua.registrator() as unknown as StackRegistrator;
  const stack = new (own.constructor as unknown as StackRegistratorClass)(beside, undefined);
  stack._reg_id = 2;
  stack._contact = stack._contact.replace(';reg-id=1', ';reg-id=2');
  return wrap(stack, (listener) => {
    tell = listener;
  });
}
