// Port: the demo PBX that may have served this page. It hands out extensions, and renews their short-lived secrets.
import type { Profile } from './profile.ts';

export type DemoAnswer =
  | { readonly kind: 'profile'; readonly profile: Profile }
  /** Every extension is taken. */
  | { readonly kind: 'full' }
  | { readonly kind: 'unavailable' };

export interface Demo {
  /** Whether this page comes from a demo. */
  available(): Promise<boolean>;
  /** A free extension. */
  take(): Promise<DemoAnswer>;
  /** The same profile with fresh secrets; `path` is the profile's own `refreshUrl`. */
  renew(path: string, extension: string): Promise<DemoAnswer>;
}
