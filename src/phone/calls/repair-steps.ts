// What each step of a repair is, done to one call.
import type { RepairStep } from '../../diagnosis/verdict.ts';
import type { Session, SessionMedia } from '../../sip/user-agent.ts';
import type { CallDevices } from '../devices/call-devices.ts';
import type { CallMedia } from './call-media.ts';

export interface Repaired {
  readonly session: Session | undefined;
  readonly media: CallMedia;
  readonly devices: CallDevices;
  /** What the account's calls may use. */
  readonly policy: SessionMedia['iceTransportPolicy'];
}

/** Does it; what comes of it is measured. */
export function carryOut(step: RepairStep | 'giveUp', { session, media, devices, policy }: Repaired): void {
  switch (step) {
    case 'playback':
      void media.resume();
      return;
    case 'systemSpeaker':
      void media.setSpeaker('');
      return;
    case 'microphone':
      void devices.reopenMicrophone();
      return;
    case 'offer':
      session?.offerAgain();
      return;
    case 'restart':
    case 'everythingRestart':
      media.pathSought();
      session?.restartIce(policy);
      return;
    case 'relayRestart':
      media.pathSought();
      session?.restartIce('relay');
      return;
    case 'renewal':
      session?.renewConnection(policy);
      return;
    case 'relayRenewal':
      session?.renewConnection('relay');
      return;
    case 'relayTcpRenewal':
      session?.renewConnection('relayOverTcp');
      return;
    case 'giveUp':
      session?.giveUp();
  }
}
