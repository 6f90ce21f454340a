import { describe, expect, it } from 'vitest';
import type { FlowState } from '../../../src/diagnosis/flow.ts';
import { nextReceipt, type FlowReceipt } from '../../../src/diagnosis/receipt.ts';

const after = (...flows: FlowState[]): FlowReceipt => flows.reduce(nextReceipt, 'unknown');

describe('the receipt', () => {
  it('is what was last sure', () => {
    expect(after('waiting')).toBe('unknown');
    expect(after('waiting', 'quiet')).toBe('silent');
    expect(after('quiet', 'flowing', 'quiet')).toBe('flowed');
    expect(after('waiting', 'stopped')).toBe('broken');
    expect(after('flowing', 'stopped', 'held')).toBe('lost');
    expect(after('flowing', 'stopped', 'stopped')).toBe('lost');
    expect(after('sent')).toBe('unconfirmed');
    expect(after('sent', 'flowing', 'sent')).toBe('flowed');
    expect(after('flowing', 'unconfirmed')).toBe('unconfirmed');
    expect(after('stopped', 'flowing')).toBe('flowed');
  });
});
