// The plain demo PBX: a proxy that lets phones talk to each other.
// Owns what all personalities begin from.
import { DEMO_STYLE } from '../media/far-end-style.ts';
import { DEMO_MANNERS } from '../proxy/manners.ts';
import type { Personality } from './personality.ts';

export const DEMO: Personality = {
  name: 'demo',
  title: 'the demo itself',
  keepAlives: { answersCrlf: true, sendsCrlfEveryMs: undefined },
  challenges: { realm: undefined, style: undefined, nonces: { shape: undefined, lifetimeMs: 300_000 } },
  manners: DEMO_MANNERS,
  ownNames: [],
  style: DEMO_STYLE,
  greeting: () => ({ asksEveryMs: undefined, hasMailbox: false }),
  costume: undefined,
  rows: [],
};
