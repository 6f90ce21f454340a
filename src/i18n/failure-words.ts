// The words for every reason a call or a registration failed: what happened, why, and what the person can do. They contain no
// codes: a status code and the server's own phrase are shown beside them.
import { msg } from '@lit/localize';
import { SERVER_FAILURES, type FailureWords, type ServerKey } from './server-failure-words.ts';

type CallKey =
  | 'busy'
  | 'declined'
  | 'noAnswer'
  | 'cancelled'
  | 'notFound'
  | 'unavailable'
  | 'addressIncomplete'
  | 'moved'
  | 'answeredElsewhere'
  | 'notAcceptable'
  | 'extensionRequired'
  | 'mediaFailed'
  | 'dialogGone'
  | 'answerUnreadable'
  | 'unknownChallenge'
  | 'pageLeft'
  | 'looped'
  | 'rejected';
type SoundKey =
  | 'soundGarbled'
  | 'soundRefused'
  | 'noSoundOffered'
  | 'soundNotEncrypted'
  | 'soundWithoutIce'
  | 'soundWithoutMux'
  | 'noCommonCodec';
type DeviceKey =
  | 'microphoneRefused'
  | 'microphoneDismissed'
  | 'microphoneBlockedBySystem'
  | 'microphoneMissing'
  | 'microphoneBusy'
  | 'insecurePage'
  | 'browserCantCall'
  | 'internal';

/** The causes this file has words for; the caller's own type must fit in. */
export type FailureKey = CallKey | SoundKey | ServerKey | DeviceKey;

const CALL: Readonly<Record<CallKey, () => FailureWords>> = {
  busy: () => ({
    title: msg('They are on another call'),
    cause: msg('Their phone answered that the line is busy.'),
    remedy: msg('Try again in a few minutes.'),
  }),
  declined: () => ({
    title: msg('They declined the call'),
    cause: msg('Someone at the other end chose not to take it.'),
    remedy: msg('Try later, or send them a message first.'),
  }),
  noAnswer: () => ({
    title: msg('Nobody answered'),
    cause: msg('It rang, and nobody picked up in time.'),
    remedy: msg('Try again later.'),
  }),
  cancelled: () => ({
    title: msg('Ended before an answer'),
    cause: msg('The call was given up while it was ringing.'),
    remedy: msg('Call again whenever you like.'),
  }),
  notFound: () => ({
    title: msg('No such number'),
    cause: msg('The server knows nobody under this number or name.'),
    remedy: msg('Check the number for a missing or extra digit.'),
  }),
  unavailable: () => ({
    title: msg('They can’t be reached now'),
    cause: msg('Their phone is switched off or not signed in.'),
    remedy: msg('Try again later.'),
  }),
  addressIncomplete: () => ({
    title: msg('The number isn’t complete'),
    cause: msg('The server needs more digits, or a different form, to find them.'),
    remedy: msg('Check the number; add the area code if it is missing.'),
  }),
  moved: () => ({
    title: msg('They moved to another address'),
    cause: msg('The server points to a different address. The phone calls it only when you say so.'),
    remedy: msg('Call the new address, or ask for the new number.'),
  }),
  answeredElsewhere: () => ({
    title: msg('Answered on another device'),
    cause: msg('One of your other phones took this call.'),
    remedy: msg('Nothing to do here.'),
  }),
  notAcceptable: () => ({
    title: msg('The two phones found no common sound format'),
    cause: msg(
      'The other side accepts none of the sound formats that this browser offers, or no encryption.',
    ),
    remedy: msg('Ask the administrator whether the server is set up for browser phones (WebRTC).'),
  }),
  extensionRequired: () => ({
    title: msg('The server insists on a feature this phone doesn’t have'),
    cause: msg('It refuses calls without it: session timers or reliable ringing, for instance.'),
    remedy: msg(
      'For the administrator: make it optional. Asterisk: timers=yes and 100rel=yes instead of required.',
    ),
  }),
  mediaFailed: () => ({
    title: msg('The sound path could not be opened'),
    cause: msg('You were connected, but no way through the networks was found for the sound.'),
    remedy: msg('Add a TURN server under Settings, or try another network.'),
  }),
  unknownChallenge: () => ({
    title: msg('The server asks for a proof that this phone doesn’t know'),
    cause: msg('It accepts no digest by MD5 or SHA-256, so the phone could not prove the password to it.'),
    remedy: msg('Ask your administrator to allow one of these.'),
  }),
  answerUnreadable: () => ({
    title: msg('The server’s answer could not be read'),
    cause: msg('The server’s answer (SIP) is damaged or contradicts itself, so the call could not begin.'),
    remedy: msg('Dial again; tell your administrator if it stays so. The trace shows the answer.'),
  }),
  dialogGone: () => ({
    title: msg('The other side no longer has this call'),
    cause: msg('The server or their phone answered that it does not know this call any more.'),
    remedy: msg('Call again.'),
  }),
  pageLeft: () => ({
    title: msg('The page was closed or reloaded'),
    cause: msg('A call lives in its page, and ends with it.'),
    remedy: msg('Call again.'),
  }),
  looped: () => ({
    title: msg('The call came back to where it began'),
    cause: msg('The number leads to your own account, or in a circle (loop).'),
    remedy: msg('Call another number; to hear yourself, call an echo number.'),
  }),
  rejected: () => ({
    title: msg('The call was refused'),
    cause: msg('The other side or its server turned the call down.'),
    remedy: msg('Try again; if it stays so, show the code below to your administrator.'),
  }),
};

/** What a description of the far side lacks, with the setting of the servers people run. */
const SOUND: Readonly<Record<SoundKey, () => FailureWords>> = {
  soundGarbled: () => ({
    title: msg('Their description of the sound can’t be read'),
    cause: msg('What the other side sent about the sound (SDP) breaks the rules for it.'),
    remedy: msg('Try again; if it stays so, show the SIP messages to your administrator.'),
  }),
  soundRefused: () => ({
    title: msg('Your browser can’t use their sound'),
    cause: msg('It refused the description of the sound (SDP) that the other side sent.'),
    remedy: msg('Try another browser; if it stays so, show the SIP messages to your administrator.'),
  }),
  noSoundOffered: () => ({
    title: msg('The call came without sound'),
    cause: msg('The other side or its server offered no sound at all: only a fax, a video or nothing.'),
    remedy: msg('Ask them to call again with a phone call; tell your administrator if it stays so.'),
  }),
  soundNotEncrypted: () => ({
    title: msg('The server’s sound isn’t encrypted'),
    cause: msg('Browsers take sound only encrypted by DTLS-SRTP, and the server described it without.'),
    remedy: msg(
      'For the administrator: Asterisk webrtc=yes (or media_encryption=dtls); FreeSWITCH media_webrtc=true; rtpengine DTLS=passive.',
    ),
  }),
  soundWithoutIce: () => ({
    title: msg('The server’s sound has no addresses (ICE)'),
    cause: msg('Browsers find the way for sound by ICE, and the server described it without.'),
    remedy: msg(
      'For the administrator: Asterisk webrtc=yes (or ice_support=yes); FreeSWITCH media_webrtc=true; rtpengine ICE=force.',
    ),
  }),
  soundWithoutMux: () => ({
    title: msg('The server wants two ports for one sound'),
    cause: msg(
      'Browsers send sound and its reports over one port (rtcp-mux), and the server did not agree to that.',
    ),
    remedy: msg(
      'For the administrator: Asterisk webrtc=yes (or rtcp_mux=yes); FreeSWITCH media_webrtc=true; rtpengine rtcp-mux-offer.',
    ),
  }),
  noCommonCodec: () => ({
    title: msg('No common codec'),
    cause: msg(
      'The server offered sound only in forms that browsers don’t have (GSM or G.729, for instance).',
    ),
    remedy: msg('For the administrator: allow Opus, PCMU or PCMA. Asterisk: allow=opus,ulaw,alaw.'),
  }),
};

const DEVICE: Readonly<Record<DeviceKey, () => FailureWords>> = {
  microphoneRefused: () => ({
    title: msg('The microphone was blocked'),
    cause: msg('The browser was told not to give this page a microphone.'),
    remedy: msg('Allow the microphone beside the address bar, then call again.'),
  }),
  microphoneDismissed: () => ({
    title: msg('The microphone was not allowed'),
    cause: msg('The browser asked for it, and its question was closed without an answer.'),
    remedy: msg('Call again, and choose “Allow” when the browser asks.'),
  }),
  microphoneBlockedBySystem: () => ({
    title: msg('The system blocks the microphone'),
    cause: msg('The browser lets this page use it, but the system’s settings block it for the browser.'),
    remedy: msg('Allow it in the system’s settings, then call again.'),
  }),
  microphoneMissing: () => ({
    title: msg('No microphone found'),
    cause: msg('This device has no microphone that the browser can see.'),
    remedy: msg('Plug in a headset or microphone, then call again.'),
  }),
  microphoneBusy: () => ({
    title: msg('The microphone could not be opened'),
    cause: msg('Another program may be using it, or the system’s privacy settings block it.'),
    remedy: msg('Close other programs that use it, or choose another microphone under Settings.'),
  }),
  insecurePage: () => ({
    title: msg('This page isn’t secure'),
    cause: msg('Browsers give the microphone to pages opened with https only.'),
    remedy: msg('Open the same address with https in front.'),
  }),
  browserCantCall: () => ({
    title: msg('This browser can’t make calls'),
    cause: msg('It has no WebRTC, or a setting or an extension switched it off.'),
    remedy: msg('Open the phone in Chrome, Edge, Firefox or Safari.'),
  }),
  internal: () => ({
    title: msg('Something went wrong in the phone'),
    cause: msg('This is a fault of the phone, not of you or your network.'),
    remedy: msg('Try again; reload the page if it stays so.'),
  }),
};

const WORDS: Readonly<Record<FailureKey, () => FailureWords>> = {
  ...CALL,
  ...SOUND,
  ...SERVER_FAILURES,
  ...DEVICE,
};

/** Title, cause and remedy of a failure, in the present language. */
export function failureWords(cause: FailureKey): FailureWords {
  return WORDS[cause]();
}
