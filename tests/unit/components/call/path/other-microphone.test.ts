// Which other microphone is offered where the one in use gives nothing, as browsers list them.
import { describe, expect, it } from 'vitest';
import { otherMicrophone } from '../../../../../src/components/call/path/other-microphone.ts';

const [built, jabra] = [
  { id: 'b', label: 'Built-in' },
  { id: 'j', label: 'Jabra Evolve2 65' },
];
const standIns = [
  { id: 'default', label: 'Default - Jabra Evolve2 65' },
  { id: 'communications', label: 'Communications - Built-in' },
];

describe('the other microphone', () => {
  it.each([
    ['the one that was not chosen', [built, jabra], 'b', jabra],
    ['not the one behind the system’s choice (Chromium)', [...standIns, jabra, built], '', built],
    ['nor behind a chosen stand-in', [...standIns, built, jabra], 'default', built],
    ['not the first, where the system’s choice has no name (Firefox, Safari)', [built, jabra], '', jabra],
    ['one that is there, where the chosen one is gone', [...standIns, built, jabra], 'gone', built],
    ['none beside the only one', [...standIns, jabra], '', undefined],
    ['none where there is none', [], '', undefined],
    [
      'another, even before names are allowed',
      [
        { id: 'x', label: '' },
        { id: 'y', label: '' },
      ],
      'x',
      { id: 'y', label: '' },
    ],
  ] as const)('is %s', (_, microphones, chosen, other) => {
    expect(otherMicrophone(microphones, chosen)).toEqual(other);
  });
});
