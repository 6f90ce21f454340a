// What the history keeps besides the quality, read back: names of accounts and of whom a call was handed over to.
import { describe, expect, it } from 'vitest';
import { readHistoryEntry } from '../../../src/storage/read-records.ts';

const SAM = { uri: 'sip:1003@h', user: '1003', displayName: 'Sam' };
const RECORD = { id: 'a', startedAtMs: 5, remote: { uri: 'sip:1002@h', user: '1002', displayName: '' } };

describe('a kept call', () => {
  it('says by which account it went, and to whom it was handed over', () => {
    const record = { ...RECORD, accountId: 'work', accountName: '1001@h', handedTo: SAM };
    expect(readHistoryEntry(record)).toMatchObject({
      accountId: 'work',
      accountName: '1001@h',
      handedTo: SAM,
    });
  });

  it('names neither where the record is from before they were kept, or damaged', () => {
    for (const record of [RECORD, { ...RECORD, accountName: 7, handedTo: 'Sam' }]) {
      const entry = readHistoryEntry(record);
      expect(entry).toBeDefined();
      expect(entry).not.toHaveProperty('accountName');
      expect(entry).not.toHaveProperty('handedTo');
    }
  });

  it('is kept where nothing names the other end but who handed us over', () => {
    const remote = { uri: '', user: '', displayName: '', broughtBy: 'Maya' };
    expect(readHistoryEntry({ ...RECORD, remote })?.remote).toEqual(remote);
  });
});
