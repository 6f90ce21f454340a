// The edge for a costume. Owns the choice only.
import type { Costume } from './costume.ts';
import type { Edge } from './edge.ts';
import { HidingEdge } from './hiding-edge.ts';
import { PassingEdge } from './passing-edge.ts';

export function createEdge(costume: Costume): Edge {
  return costume.kind === 'hiding' ? new HidingEdge(costume) : new PassingEdge(costume);
}
