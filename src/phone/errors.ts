// The one error class of the program. Expected outcomes (busy, declined, refused microphone) are values, not errors.

/** Every reason for which something may throw. */
export type PhoneErrorCode = 'storageDenied' | 'storageInsecure' | 'storageFull' | 'storageDamaged';

export class PhoneError extends Error {
  override readonly name = 'PhoneError';
  readonly code: PhoneErrorCode;

  constructor(code: PhoneErrorCode, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}
