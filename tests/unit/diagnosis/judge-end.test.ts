import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeEnd, type EndEvidence } from '../../../src/diagnosis/judge-end.ts';
import type { Reason } from '../../../src/sip/wire/reasons.ts';

const HUNG_UP: EndEvidence = {
  by: 'remote',
  cause: undefined,
  reasons: [],
  answersRepeated: 0,
  talkedSeconds: 95,
  unheardSeconds: 0,
  silentSeconds: 0,
  isPathLost: false,
  sessionTimer: undefined,
};

const judge = (change: Partial<EndEvidence>): unknown => judgeEnd({ ...HUNG_UP, ...change });
const because = (protocol: string, cause: number | undefined, text?: string): readonly Reason[] => [
  { protocol, cause, text },
];
const NORMAL = because('Q.850', 16, 'Normal Clearing');

describe('how a call ended', () => {
  it('is plain where somebody hung up', () => {
    expect(judge({})).toEqual({ kind: 'plain' });
    expect(judge({ by: 'local' })).toEqual({ kind: 'plain' });
    expect(judge({ talkedSeconds: 32, reasons: NORMAL })).toEqual({ kind: 'plain' });
    expect(judge({ by: 'local', talkedSeconds: 32, unheardSeconds: 30, isPathLost: true })).toEqual({
      kind: 'plain',
    });
    expect(judge({ by: 'system', cause: 'dialogGone' })).toEqual({ kind: 'plain' });
  });

  it.each<[string, Partial<EndEvidence>, string, string]>([
    [
      '200s again and again, and the end after 32 s',
      { answersRepeated: 10, talkedSeconds: 32.4 },
      'ours',
      'sure',
    ],
    ['200s again and again, and another end', { answersRepeated: 8, talkedSeconds: 20 }, 'ours', 'likely'],
    ['the words of the far side', { reasons: because('SIP', 408, 'No ACK received') }, 'ours', 'sure'],
    [
      'FreeSWITCH after 32 s',
      { reasons: because('Q.850', 102, 'RECOVERY_ON_TIMER_EXPIRE'), talkedSeconds: 32 },
      'ours',
      'sure',
    ],
    [
      'an answer of ours that nobody acknowledged',
      { by: 'local', cause: 'timeout', talkedSeconds: 32 },
      'theirs',
      'sure',
    ],
  ])('is a missing ACK by %s', (_, change, whose, confidence) => {
    expect(judge(change)).toEqual({ kind: 'missingAck', whose, confidence });
  });

  it('is no missing ACK after a 200 or two more, or after 32 s alone', () => {
    expect(judge({ answersRepeated: 2, talkedSeconds: 32 })).toEqual({ kind: 'plain' });
    expect(judge({ talkedSeconds: 32 })).toEqual({ kind: 'plain' });
    expect(judge({ reasons: because('Q.850', 19, 'back soon') })).toMatchObject({ kind: 'reasonGiven' });
  });

  it.each<[string, Partial<EndEvidence>, string]>([
    ['FreeSWITCH says', { reasons: because('Q.850', 604, 'MEDIA_TIMEOUT') }, 'sure'],
    ['the far side says in words', { reasons: because('SIP', 408, 'RTP Timeout') }, 'sure'],
    ['the far side had heard nothing for long', { unheardSeconds: 30 }, 'likely'],
    ['it had, though it calls that normal', { unheardSeconds: 30, reasons: NORMAL }, 'likely'],
    ['nothing had arrived for long, and no reason was given', { silentSeconds: 30 }, 'possible'],
  ])('is a timeout of the sound where %s', (_, change, confidence) => {
    expect(judge(change)).toEqual({ kind: 'rtpTimeout', confidence });
  });

  it('is the path where that was lost before', () => {
    expect(judge({ isPathLost: true, unheardSeconds: 30 })).toEqual({
      kind: 'consentLost',
      confidence: 'likely',
    });
    expect(judge({ isPathLost: true, reasons: because('SIP', 408, 'RTP Timeout') })).toEqual({
      kind: 'consentLost',
      confidence: 'sure',
    });
    expect(judge({ by: 'system', cause: 'mediaFailed', isPathLost: true })).toMatchObject({
      kind: 'consentLost',
    });
  });

  it.each<[string, Partial<EndEvidence>, string]>([
    ['the far side says so', { reasons: because('SIP', 408, 'Session Timer Expired') }, 'sure'],
    [
      'FreeSWITCH says so',
      { reasons: because('Q.850', 102, 'RECOVERY_ON_TIMER_EXPIRE'), talkedSeconds: 120 },
      'sure',
    ],
    ['it was due', { sessionTimer: { intervalSeconds: 90, sinceRefreshSeconds: 90 } }, 'likely'],
    [
      'it was due a third before',
      { sessionTimer: { intervalSeconds: 90, sinceRefreshSeconds: 60 } },
      'likely',
    ],
    [
      'it was due 32 s before',
      { sessionTimer: { intervalSeconds: 1800, sinceRefreshSeconds: 1768 } },
      'likely',
    ],
  ])('is a session timer where %s', (_, change, confidence) => {
    expect(judge(change)).toEqual({ kind: 'sessionTimer', confidence });
  });

  it('is no session timer that was refreshed', () => {
    expect(judge({ sessionTimer: { intervalSeconds: 1800, sinceRefreshSeconds: 95 } })).toEqual({
      kind: 'plain',
    });
  });

  it('is what the far side says, where nothing else is known', () => {
    const reasons = [...NORMAL, ...because('Q.850', 38, 'Network out of order')];
    expect(judge({ reasons })).toEqual({ kind: 'reasonGiven', reason: reasons[1] });
  });

  it('is the lost server', () => {
    expect(judge({ by: 'system', cause: 'connectionLost', isPathLost: true })).toEqual({
      kind: 'connectionLost',
    });
  });

  it('is a timeout of the sound no less with every second that nothing was heard', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (seconds, more) => {
        const kind = (unheardSeconds: number): boolean =>
          judgeEnd({ ...HUNG_UP, unheardSeconds }).kind === 'rtpTimeout';
        expect(!kind(seconds) || kind(seconds + more)).toBe(true);
      }),
    );
  });
});
