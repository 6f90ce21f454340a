// What is said of a server is known: by a scene of its recording, or by a source that the docs name as unproven.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PERSONALITIES, personalityOf } from '../../../../server/personality/catalogue.ts';
import { recordingOf } from './support/recordings.ts';
import { tableOf } from './support/table.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const OTHERS = PERSONALITIES.filter(({ name }) => name !== 'demo');

describe('the table of personalities', () => {
  it.each(OTHERS)('stands in docs/interop for $name, word for word', (personality) => {
    const page = readFileSync(join(ROOT, 'docs/interop/README.md'), 'utf8');
    expect(page).toContain(tableOf(personality));
  });

  it.each(OTHERS)('names for $name scenes that were recorded, or a source', ({ name, rows }) => {
    const isRecorded = rows.some(({ evidence }) => evidence.kind === 'recorded');
    const scenes = isRecorded ? recordingOf(name) : undefined;
    for (const { does, evidence } of rows) {
      expect(does).not.toBe('');
      if (evidence.kind === 'recorded') expect([...(scenes?.keys() ?? [])]).toContain(evidence.scene);
      if (evidence.kind === 'cited') expect(evidence.url).toMatch(/^https:\/\//u);
    }
    expect(rows.length).toBeGreaterThan(0);
  });

  it('knows a personality by its name, and names the known ones where it does not', () => {
    expect(personalityOf('Asterisk').title).toContain('chan_pjsip');
    expect(() => personalityOf('cisco')).toThrow(
      'nothing is known of a server named "cisco"; --like takes demo, asterisk, freeswitch, kamailio, opensips, janus, threecx, sbc',
    );
  });
});
