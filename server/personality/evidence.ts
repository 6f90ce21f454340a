// How a line of a personality is known: it was recorded from a real server, or a public source says so and nobody here has seen it.
import type { Row } from './personality.ts';

/** A real server sent it, in this scene of its recording. */
export function recorded(scene: string, does: string): Row {
  return { does, evidence: { kind: 'recorded', scene } };
}

/** `source`: the document by name; unproven. */
export function cited(does: string, source: string, url: string): Row {
  return { does, evidence: { kind: 'cited', source, url } };
}
