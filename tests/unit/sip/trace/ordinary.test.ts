import { describe, expect, it } from 'vitest';
import { ordinaryRefusals } from '../../../../src/sip/trace/ordinary.ts';
import { keepable, traceEntry, type TraceEntry } from '../../../../src/sip/trace/trace-entry.ts';
import { SERVER, sipText, storyTrace } from '../../../doubles/sip-messages.ts';

function trace(...lines: readonly (readonly ['in' | 'out', string, string])[]): readonly TraceEntry[] {
  return lines.map(([direction, start, cseq], index) =>
    traceEntry(index, keepable({ atMs: index, direction, server: SERVER, text: sipText({ start, cseq }) })),
  );
}

const REGISTER = 'REGISTER sip:pbx.example.com SIP/2.0';
const INVITE = 'INVITE sip:1002@pbx.example.com SIP/2.0';

describe('a refusal', () => {
  it('that asked for the password and got it is a step', () => {
    const story = storyTrace();
    const [challenge] = story.filter(({ status }) => status === 401);
    expect([...ordinaryRefusals(story)]).toEqual([challenge?.id]);
  });

  it.each([401, 407, 422, 423, 491])(
    '%i is a step where the request is put right, and a failure where nothing follows',
    (status) => {
      const asked = ['out', REGISTER, '1 REGISTER'] as const;
      const refused = ['in', `SIP/2.0 ${String(status)} No`, '1 REGISTER'] as const;
      expect([...ordinaryRefusals(trace(asked, refused))]).toEqual([]);
      // The very same request once more answers nothing.
      expect([...ordinaryRefusals(trace(asked, refused, asked))]).toEqual([]);
      expect([...ordinaryRefusals(trace(asked, refused, ['out', REGISTER, '2 REGISTER']))]).toEqual([1]);
    },
  );

  it('of the second try stays one', () => {
    const entries = trace(
      ['out', REGISTER, '1 REGISTER'],
      ['in', 'SIP/2.0 401 Unauthorized', '1 REGISTER'],
      ['out', REGISTER, '2 REGISTER'],
      ['in', 'SIP/2.0 401 Unauthorized', '2 REGISTER'],
    );
    expect([...ordinaryRefusals(entries)]).toEqual([1]);
  });

  it('487 is the end of a cancelled call, and 486 is busy whatever follows', () => {
    const cancelled = trace(
      ['out', INVITE, '1 INVITE'],
      ['out', 'CANCEL sip:1002@pbx.example.com SIP/2.0', '1 CANCEL'],
      ['in', 'SIP/2.0 487 Request Terminated', '1 INVITE'],
    );
    expect([...ordinaryRefusals(cancelled)]).toEqual([2]);
    expect([
      ...ordinaryRefusals(
        trace(
          ['out', INVITE, '1 INVITE'],
          ['in', 'SIP/2.0 486 Busy', '1 INVITE'],
          ['out', INVITE, '2 INVITE'],
        ),
      ),
    ]).toEqual([]);
  });
});
