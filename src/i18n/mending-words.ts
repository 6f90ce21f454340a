// The words for what the phone does by itself about the sound of a call, what came of it, and what it can't see.
import { msg } from '@lit/localize';
import type { Mending, RepairStep, Unseen } from '../diagnosis/verdict.ts';

const TRYING: Readonly<Record<RepairStep, () => string>> = {
  playback: () => msg('Starting the playback anew…'),
  systemSpeaker: () => msg('Switching to the system’s speaker…'),
  microphone: () => msg('Opening the microphone anew…'),
  offer: () => msg('Agreeing with them on the sound anew (re-INVITE)…'),
  restart: () => msg('Looking for another path (ICE restart)…'),
  relayRestart: () => msg('Trying another path through the relay (ICE restart, relay only)…'),
  everythingRestart: () => msg('Trying every path again (ICE restart)…'),
  renewal: () => msg('Building a new connection for the sound (WebRTC)…'),
  relayRenewal: () => msg('Building a new connection through the relay (WebRTC, TURN)…'),
  relayTcpRenewal: () => msg('Building a new connection through the relay over TCP (WebRTC, TURN)…'),
};

/** What the phone does about it, or what came of that. */
export function mendingWords({ state, step }: Mending): string {
  switch (state) {
    case 'trying':
      return step === undefined ? msg('The phone is looking for the sound…') : TRYING[step]();
    case 'helped':
      return msg('Sound is back.');
    case 'failed':
      return msg('The phone tried all it can. Hang up and call again, or try another network.');
  }
}

const UNSEEN: Readonly<Record<Unseen, () => string>> = {
  systemVolume: () => msg('the system’s volume'),
  receiverReports: () => msg('what arrives on their side (RTCP)'),
  senderReports: () => msg('how much they send (RTCP)'),
  microphoneLevel: () => msg('how loud your microphone is'),
  pathCounters: () => msg('what crosses the path (ICE)'),
};

/** What the phone can't see, each in a few words. */
export function unseenWords(unseen: readonly Unseen[]): readonly string[] {
  return unseen.map((each) => UNSEEN[each]());
}
