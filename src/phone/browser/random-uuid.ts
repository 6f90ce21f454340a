// Gives pages opened with http a crypto.randomUUID (RFC 9562 5.4): browsers keep it to secure pages, and without it the phone,
// which can do all but call there, would not even start. getRandomValues, just as good, stands everywhere.

function uuid(): `${string}-${string}-${string}-${string}-${string}` {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  // Version 4 and the variant, in their two places.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Adds it where it is missing; call before anything asks for an id. */
export function provideRandomUuid(): void {
  if (!('randomUUID' in crypto))
    Object.defineProperty(crypto, 'randomUUID', { value: uuid, configurable: true });
}
