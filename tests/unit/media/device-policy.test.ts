import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDevice, type DeviceFacts } from '../../../src/media/device-policy.ts';

const BUILT_IN = { id: 'built-in', label: 'Built-in microphone' };
const HEADSET = { id: 'headset', label: 'Headset' };
const OTHER = { id: 'other', label: 'Camera' };

const decide = (change: Partial<DeviceFacts>) =>
  decideDevice({ before: [BUILT_IN], after: [BUILT_IN], chosen: '', inUse: '', ...change });

describe('decideDevice', () => {
  it.each([
    ['the chosen one comes back', { after: [BUILT_IN, HEADSET], chosen: 'headset' }, 'switch'],
    ['another comes', { after: [BUILT_IN, OTHER], chosen: 'headset' }, 'stay'],
    ['one comes and none was chosen', { after: [BUILT_IN, HEADSET] }, 'stay'],
    ['the one in use goes', { before: [BUILT_IN, HEADSET], chosen: 'headset', inUse: 'headset' }, 'gone'],
    ['one that is not in use goes', { before: [BUILT_IN, OTHER], inUse: 'built-in' }, 'stay'],
    [
      'the chosen one goes while another is in use',
      { before: [BUILT_IN, HEADSET], chosen: 'headset' },
      'stay',
    ],
    [
      'the chosen one was there all the time',
      { before: [HEADSET], after: [HEADSET], chosen: 'headset' },
      'stay',
    ],
    [
      'names become known and the chosen one is in use',
      { before: [], after: [HEADSET], chosen: 'headset', inUse: 'headset' },
      'stay',
    ],
    ['nothing is left', { before: [HEADSET], after: [], inUse: 'headset' }, 'gone'],
    ['nothing was left and nothing comes', { before: [], after: [], inUse: undefined }, 'stay'],
  ] as const)('%s', (_name, change, kind) => {
    expect(decide(change).kind).toBe(kind);
  });

  it('takes whatever comes where nothing was left, the chosen one first', () => {
    const lost = { before: [], inUse: undefined };
    expect(decide({ ...lost, after: [OTHER] })).toEqual({ kind: 'switch', device: { id: '', label: '' } });
    expect(decide({ ...lost, after: [OTHER, HEADSET], chosen: 'headset' })).toEqual({
      kind: 'switch',
      device: HEADSET,
    });
  });

  it('moves to nothing that is not there, and rests once it has moved', () => {
    const devices = fc.subarray([BUILT_IN, HEADSET, OTHER]);
    const id = fc.constantFrom('', 'built-in', 'headset', 'other');
    fc.assert(
      fc.property(devices, devices, id, id, (before, after, chosen, inUse) => {
        const decision = decideDevice({ before, after, chosen, inUse });
        const next = decision.kind === 'stay' ? inUse : decision.kind === 'gone' ? '' : decision.device.id;
        if (decision.kind === 'switch') expect(after).toContainEqual(decision.device);
        expect(decideDevice({ before: after, after, chosen, inUse: next })).toEqual({ kind: 'stay' });
      }),
    );
  });
});
