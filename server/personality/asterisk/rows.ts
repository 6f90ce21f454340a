// What is known of Asterisk, each line with the scene of the recording that shows it.
// Owns the table that docs/interop prints; a unit test keeps the two the same.
import type { Row } from '../personality.ts';

function recorded(scene: string, does: string): Row {
  return { does, evidence: { kind: 'recorded', scene } };
}

export const ASTERISK_ROWS: readonly Row[] = [
  recorded('echo', 'CRLFCRLF on the WebSocket is not answered'),
  recorded('a third sign-in where two are allowed', 'it sends CRLFCRLF itself every 90 s'),
];
