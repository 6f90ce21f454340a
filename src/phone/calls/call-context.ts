// What a call needs: the phone's own parts, and those of the account that it goes over.
import type { Profile } from '../../provisioning/profile.ts';
import { accountName } from '../../sip/account.ts';
import type { UserAgent } from '../../sip/user-agent.ts';
import type { CallDevices } from '../devices/call-devices.ts';
import type { IceServers } from '../accounts/ice-servers.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { Store } from '../store.ts';
import type { WhatCanWait } from '../what-can-wait.ts';
import type { HistoryKeeping } from './call-diary.ts';
import type { CallSounds } from './call-sounds.ts';
import type { HelpedSteps } from './helped-steps.ts';

/** An account as a call sees it. */
export interface CallAccount {
  readonly id: string;
  /** The sign-in with its secrets; screens see less. */
  readonly profile: Profile | undefined;
  /** Undefined while it is being made. */
  readonly userAgent: UserAgent | undefined;
  /** Undefined while there is no user agent. */
  readonly servers: IceServers | undefined;
}

/** The name of the account, `user@domain`. */
export function nameOf({ profile }: CallAccount): string | undefined {
  return profile && accountName(profile.account);
}

export interface CallContext {
  readonly ports: PhonePorts;
  readonly store: Store<PhoneState, PhoneEvent>;
  readonly sounds: CallSounds;
  /** Of all calls. */
  readonly devices: CallDevices;
  readonly history: HistoryKeeping;
  /** Which repairs helped on this network. */
  readonly helped: HelpedSteps;
  /** What is not the sound, while the sound is being set up. */
  readonly wait: WhatCanWait;
}
