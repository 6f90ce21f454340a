// The commands of docs/deploy.md, read from the page itself: a block is marked behind its language (```sh deploy).
import { readFileSync } from 'node:fs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

/**
 * `deploy`: for everyone; `several`, `one-address`: for that set-up; `rtpengine`: with plain phones; `packages`, `build`: what the
 * tests have done already; `check`: once all servers run.
 */
const MARKS = ['deploy', 'several', 'one-address', 'rtpengine', 'packages', 'build', 'check'] as const;
export type Mark = (typeof MARKS)[number];

export interface Block {
  readonly mark: Mark;
  readonly script: string;
}

const isMark = (text: string): text is Mark => MARKS.some((mark) => mark === text);

/** Every block of a page in its order. Throws for one that is no shell, has no mark, or one that nobody knows: nothing is left out unseen. */
export function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gmu)].map(([, head = '', script = '']) => {
    const mark = head.replace(/^sh /u, '');
    if (!head.startsWith('sh ') || !isMark(mark)) throw new Error(`a block is marked "${head}": ${script}`);
    return { mark, script };
  });
}

/** The blocks of docs/deploy.md. */
export const deployBlocks = (): readonly Block[] =>
  blocksOf(readFileSync(inRoot('docs/deploy.md'), 'utf8'));
