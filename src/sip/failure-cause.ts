// Why a call or a registration did not work out, as one code a person can be told about.
// Source: RFC 3261 21 (status codes); the words for each code live in i18n.

/** Every reason the phone can give; i18n maps each to title, cause and remedy. */
export const FAILURE_CAUSES = [
  'busy',
  'declined',
  'noAnswer',
  'cancelled',
  'notFound',
  'unavailable',
  'wrongPassword',
  'askedForPassword',
  'unknownChallenge',
  'forbidden',
  'notAcceptable',
  'soundGarbled',
  'soundRefused',
  'noSoundOffered',
  'soundNotEncrypted',
  'soundWithoutIce',
  'soundWithoutMux',
  'noCommonCodec',
  'extensionRequired',
  'browserCantCall',
  'addressIncomplete',
  'serverError',
  'serverBusy',
  'timeout',
  'connectionLost',
  'pageLeft',
  'notConnected',
  'notRegistered',
  'moved',
  'mediaFailed',
  'microphoneRefused',
  'microphoneDismissed',
  'microphoneBlockedBySystem',
  'microphoneMissing',
  'microphoneBusy',
  'insecurePage',
  'answeredElsewhere',
  'dialogGone',
  'answerUnreadable',
  'notListed',
  'deviceRefused',
  'replaced',
  'looped',
  'rejected',
  'internal',
] as const;

export type FailureCause = (typeof FAILURE_CAUSES)[number];

const BY_STATUS: Readonly<Record<number, FailureCause>> = {
  401: 'wrongPassword',
  403: 'forbidden',
  404: 'notFound',
  405: 'rejected',
  407: 'wrongPassword',
  408: 'noAnswer',
  410: 'notFound',
  415: 'notAcceptable',
  416: 'addressIncomplete',
  420: 'extensionRequired',
  421: 'extensionRequired',
  480: 'unavailable',
  481: 'dialogGone',
  482: 'looped',
  484: 'addressIncomplete',
  485: 'addressIncomplete',
  486: 'busy',
  487: 'cancelled',
  488: 'notAcceptable',
  503: 'serverBusy',
  504: 'timeout',
  600: 'busy',
  603: 'declined',
  604: 'notFound',
  606: 'notAcceptable',
};

/**
 * The cause behind a final response of 300 to 699 (RFC 3261 21).
 * An unknown code takes the meaning of its class (x00), as RFC 3261 8.1.3.2 asks.
 */
export function causeOfStatus(statusCode: number): FailureCause {
  const known = BY_STATUS[statusCode];
  if (known !== undefined) return known;
  if (statusCode >= 300 && statusCode < 400) return 'moved';
  if (statusCode >= 500 && statusCode < 600) return 'serverError';
  return 'rejected';
}

/** The cause behind a failed REGISTER: there 403 nearly always means a wrong password (RFC 3261 22.1). */
export function causeOfRegistrationStatus(statusCode: number): FailureCause {
  return statusCode === 403 ? 'wrongPassword' : causeOfStatus(statusCode);
}
