// The one place where calls are judged: each call by itself, anew when what counts has changed, and not otherwise.
import { describe, expect, it } from 'vitest';
import { FakePhone } from '../../../doubles/fake-phone.ts';
import { MAYA, SIGNED_IN } from '../../../component/samples.ts';
import { nextCall, newCall, type Call } from '../../../../src/sip/call-state.ts';

function talking(id: string): Call {
  const base = { id, accountId: SIGNED_IN.id, direction: 'outgoing', remote: MAYA, startedAtMs: 0 } as const;
  return nextCall(newCall(base), { kind: 'established', atMs: 0 });
}

const stopped = { flow: 'stopped', packetsPerSecond: 0, kilobitsPerSecond: 0 } as const;

describe('the verdicts of all calls', () => {
  it('are on each call by itself', () => {
    const phone = new FakePhone({ accounts: [SIGNED_IN], calls: [talking('one'), talking('two')] });
    phone.measure({ path: 'direct', themToYou: stopped }, 'two');
    expect(phone.verdicts.state['one']?.name).toBe('waiting');
    expect(phone.verdicts.state['two']?.name).toBe('nothingArrives');
  });

  it('change with what is measured, with the call and with what is around it', () => {
    const phone = new FakePhone({ accounts: [SIGNED_IN], call: talking('one') }, { themToYou: stopped });
    phone.measure({ youToThem: stopped });
    expect(phone.verdicts.state['one']?.name).toBe('noPathWithRelay');
    phone.become({ accounts: [{ ...SIGNED_IN, iceServers: [] }] });
    expect(phone.verdicts.state['one']?.name).toBe('noPath');
    phone.become({ online: false });
    expect(phone.verdicts.state['one']?.name).toBe('offline');
    phone.become({ online: true, call: nextCall(talking('one'), { kind: 'holdChanged', held: true }) });
    expect(phone.verdicts.state['one']?.name).toBe('heldByYou');
  });

  it('are the same values while nothing that counts has changed', () => {
    const phone = new FakePhone({ accounts: [SIGNED_IN], call: talking('one') });
    const before = phone.verdicts.state;
    phone.become({ notice: 'lineBusy' });
    expect(phone.verdicts.state).toBe(before);
  });

  it('end with the call', () => {
    const phone = new FakePhone({ accounts: [SIGNED_IN], call: talking('one') });
    const end = {
      by: 'local',
      cause: undefined,
      statusCode: undefined,
      reasonPhrase: undefined,
      atMs: 1,
    } as const;
    phone.become({ call: nextCall(talking('one'), { kind: 'terminated', end }) });
    expect(phone.verdicts.state).toEqual({});
  });
});
