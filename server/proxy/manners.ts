// How this registrar and proxy behaves where servers differ: whom it believes, what it answers, who may register.
// Owns the shape and the demo's own manners; the manners of other servers stand in personality/.

export interface RegistrationRule {
  /** How many contacts an extension may have at once; undefined: any number. */
  readonly maxContacts: number | undefined;
  /** What happens to one more: 403 to right credentials, or the oldest contact is forgotten without a word. */
  readonly whenFull: 'refuse' | 'push-out';
}

export interface Manners {
  /** `flow`: who has proven a name on a connection is believed; `nobody`: every request outside a call is challenged. */
  readonly believes: 'flow' | 'nobody';
  /** OPTIONS to the bare domain: challenged like any request or open to all, and what it gets then. */
  readonly optionsToDomain: { readonly isOpen: boolean; readonly status: 200 | 404 };
  /** True where the server stands in every call itself (B2BUA): phones never reach each other's contacts. */
  readonly standsBetween: boolean;
  /** Reason headers of the CANCEL to the phones that did not answer where another did (RFC 3326). */
  readonly answeredElsewhere: readonly string[];
  readonly registration: (user: string) => RegistrationRule;
}

export const DEMO_MANNERS: Manners = {
  believes: 'flow',
  optionsToDomain: { isOpen: true, status: 200 },
  standsBetween: false,
  answeredElsewhere: ['SIP;cause=200;text="Call completed elsewhere"'],
  registration: () => ({ maxContacts: undefined, whenFull: 'refuse' }),
};
