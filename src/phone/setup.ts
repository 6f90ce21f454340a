// A setup link that was opened, as the screens see it: without a secret, whatever the link holds.
import type { OpeningProblem } from '../provisioning/links/ports.ts';
import type { ProfileProblem } from '../provisioning/parse-profile.ts';
import type { Profile } from '../provisioning/profile.ts';

/** How a link carries its profile: readable, under a passphrase, or not at all but for a one-time code. */
export type Carrier = 'plain' | 'sealed' | 'token';

type SetupStep =
  /** Waits for a press, and for the passphrase of a sealed one. */
  | {
      readonly kind: 'closed';
      readonly carrier: 'sealed' | 'token';
      /** `opening`: pressed, no answer yet. */
      readonly work: 'waiting' | 'opening';
      /** Why it did not open at the last press. */
      readonly problem: OpeningProblem | undefined;
    }
  /** What it would set, waiting for a yes; secrets are marks (`hideSecrets`). */
  | {
      readonly kind: 'profile';
      readonly carrier: Carrier;
      readonly profile: Profile;
      /** The link itself held a password that anyone could read. */
      readonly wasReadable: boolean;
    }
  /** Can't be used. */
  | { readonly kind: 'invalid'; readonly problem: ProfileProblem };

/** `another`: a second link was opened while this one waited, and not taken. */
export type Setup = SetupStep & { readonly another: boolean };
