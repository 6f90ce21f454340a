// docs/deploy.md as the lab reads it: every block is marked, so that the test which types them leaves none out.
import { describe, expect, it } from 'vitest';
import { blocksOf, deployBlocks } from '../../lab/deploy/page.ts';

describe('a page', () => {
  it('gives its blocks in their order, as they stand', () => {
    const page = 'Text\n\n```sh deploy\na \\\n  b\n```\n\nmore ```inline``` text\n\n```sh one-address\nc\n```\n';
    expect(blocksOf(page)).toEqual([
      { mark: 'deploy', script: 'a \\\n  b\n' },
      { mark: 'one-address', script: 'c\n' },
    ]);
  });

  it.each(['sh', '', 'js', 'sh later', 'bash deploy'])('may not mark a block "%s"', (mark) => {
    expect(() => blocksOf(`\`\`\`${mark}\nrm\n\`\`\`\n`)).toThrow(`a block is marked "${mark}"`);
  });
});

describe('docs/deploy.md', () => {
  it('has blocks for both set-ups, and most of them for everyone', () => {
    const marks = deployBlocks().map(({ mark }) => mark);
    expect(new Set(marks)).toEqual(
      new Set(['packages', 'several', 'one-address', 'deploy', 'build', 'rtpengine', 'check']),
    );
    expect(marks.filter((mark) => mark === 'deploy').length).toBeGreaterThan(7);
  });
});
