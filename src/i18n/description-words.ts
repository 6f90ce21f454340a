// The words for what the far side's description tells before anybody says hello: what it means for the sound, and the setting to change on
// the servers people run, for an administrator. What no browser takes has the words of a call that ends by it (failure-words.ts).
import { msg } from '@lit/localize';
import { failureWords, type FailureKey } from './failure-words.ts';
import type { FailureWords } from './server-failure-words.ts';

type WhyUnusable = 'none' | 'tcpActive' | 'loopback' | 'nowhere' | 'hidden' | 'otherFamily';

/** What of a finding its words depend on; the caller's own type must fit in. */
export type FindingKey =
  | { readonly kind: 'fault'; readonly fault: FailureKey }
  | { readonly kind: 'noUsableCandidate'; readonly why: WhyUnusable }
  | { readonly kind: 'onlyPrivateAddresses' | 'inactive' };

const NO_ADDRESS = (): string => msg('The server gave no address where its sound can be reached');

const ONLY_OWN_ADDRESS = (): FailureWords => ({
  title: NO_ADDRESS(),
  cause: msg(
    'It named only addresses that mean something on the server itself, such as 127.0.0.1 or 0.0.0.0.',
  ),
  remedy: msg(
    'For the administrator: tell it its address. Asterisk external_media_address and local_net; FreeSWITCH rtp-ip and ext-rtp-ip; rtpengine --interface.',
  ),
});

const UNUSABLE: Readonly<Record<WhyUnusable, () => FailureWords>> = {
  none: () => ({
    title: NO_ADDRESS(),
    cause: msg('Its description of the sound (SDP) names no address at all (ICE candidate).'),
    remedy: msg(
      'For the administrator: Asterisk ice_support=yes, and icesupport=yes in rtp.conf; FreeSWITCH ext-rtp-ip; rtpengine ICE=force.',
    ),
  }),
  tcpActive: () => ({
    title: NO_ADDRESS(),
    cause: msg('It only opens TCP connections itself, and a browser does not wait for any.'),
    remedy: msg(
      'For the administrator: open UDP for sound on the server, or let it listen for TCP (tcptype passive).',
    ),
  }),
  loopback: ONLY_OWN_ADDRESS,
  nowhere: ONLY_OWN_ADDRESS,
  hidden: () => ({
    title: msg('Their browser hides its address'),
    cause: msg('It named only a hidden address (mDNS), which nobody outside of its own network can find.'),
    remedy: msg('For them: allow the microphone, or add a STUN or TURN server to their phone.'),
  }),
  otherFamily: () => ({
    title: msg('You and the server have no common kind of address'),
    cause: msg('One of you has only IPv4 addresses for sound, the other only IPv6.'),
    remedy: msg(
      'For the administrator: give both kinds. Asterisk rtp_ipv6=yes; FreeSWITCH a profile for each; rtpengine --interface for each. Or add a TURN server.',
    ),
  }),
};

/** The words for a finding. */
export function descriptionWords(finding: FindingKey): FailureWords {
  switch (finding.kind) {
    case 'fault':
      return failureWords(finding.fault);
    case 'noUsableCandidate':
      return UNUSABLE[finding.why]();
    case 'onlyPrivateAddresses':
      return {
        title: msg('The server gave only addresses of its own private network'),
        cause: msg('This computer is on another network, and from there they lead nowhere.'),
        remedy: msg(
          'For the administrator: Asterisk external_media_address and local_net; FreeSWITCH ext-rtp-ip, and apply-candidate-acl for phones on private addresses; rtpengine --interface=PRIVATE!PUBLIC.',
        ),
      };
    case 'inactive':
      return {
        title: msg('The call was answered with its sound switched off'),
        cause: msg('The server agreed to neither send nor take sound (inactive).'),
        remedy: msg(
          'If nobody put you on hold, for the administrator: Asterisk direct_media=no; FreeSWITCH bypass_media=false; with rtpengine look at what the other end answered.',
        ),
      };
  }
}
