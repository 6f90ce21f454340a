import { describe, expect, it } from 'vitest';
import { withDeadCandidate, withoutCandidates } from '../../../../server/media/jssip/dead-candidates.ts';
import { DtmfReader } from '../../../../server/media/audio/dtmf.ts';
import { createEarlyMedia } from '../../../../server/media/jssip/early-media.ts';
import { muLaw, silenceFrames, toneFrames } from '../../../../server/media/audio/frames.ts';
import { createPortWindows } from '../../../../server/media/jssip/port-windows.ts';
import { bestResponse } from '../../../../server/proxy/invite/best-response.ts';
import { watchCall } from '../../../../server/media/call-watch.ts';
import { vi } from 'vitest';

describe('DTMF in RTP', () => {
  it('tells each press once, however many packets repeat it', () => {
    const reader = new DtmfReader();
    const press = (event: number, timestamp: number) =>
      [0, 1, 2].map((step) =>
        reader.read(Uint8Array.of(event, step === 2 ? 0x8a : 0x0a, 0, step * 160), timestamp),
      );
    expect(press(1, 100)).toEqual(['1', undefined, undefined]);
    expect(press(1, 900)).toEqual(['1', undefined, undefined]);
    expect(press(11, 2000)).toEqual(['#', undefined, undefined]);
    expect(reader.read(Uint8Array.of(200, 0, 0, 0), 3000)).toBeUndefined();
    expect(reader.read(Uint8Array.of(1), 4000)).toBeUndefined();
  });
});

describe('what the far end says', () => {
  it('is 20 ms a packet in Opus and in mu-law, and loops', () => {
    const [opus, pcmu] = [toneFrames('audio/opus'), toneFrames('audio/PCMU')];
    expect([opus.ticks, pcmu.ticks]).toEqual([960, 160]);
    expect(opus.frame(3)).toEqual(opus.frame(53));
    expect(pcmu.frame(3)).toEqual(pcmu.frame(53));
    expect(pcmu.frame(0)).toHaveLength(160);
    expect(silenceFrames('audio/opus').frame(0)).toEqual(Buffer.from([0xf8, 0xff, 0xfe]));
  });

  it('codes mu-law as ITU-T G.711 does', () => {
    expect([0, 32_767, -32_768, 1000, -1000].map(muLaw)).toEqual([0xff, 0x80, 0x00, 0xce, 0x4e]);
  });
});

describe('an answer that leads nowhere', () => {
  const sdp =
    'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 10.0.0.1\r\na=candidate:1 1 udp 1 10.0.0.1 5 typ host\r\n';

  it('has one candidate, and it is not ours', () => {
    expect(withDeadCandidate(sdp)).not.toContain('10.0.0.1');
    expect(withDeadCandidate(sdp).match(/a=candidate/g)).toHaveLength(1);
    expect(withoutCandidates(sdp)).not.toContain('a=candidate');
  });
});

describe('early media', () => {
  const answer = (callId: string, to: string): string =>
    `SIP/2.0 200 OK\r\nTo: <sip:${to}@a>;tag=1\r\nCall-ID: ${callId}\r\nCSeq: 1 INVITE\r\nContent-Length: 3\r\n\r\nsdp`;

  it('sends the 200 as 183 first, the 200 later, and no retransmission in between', () => {
    vi.useFakeTimers();
    const tap = createEarlyMedia({ isEarly: (number) => number === '615', delayMs: 3000 });
    const later: string[] = [];
    const [first = ''] = tap(answer('a', '615'), (text) => later.push(text));
    expect(first).toContain('SIP/2.0 183 Session Progress');
    expect(first.endsWith('\r\n\r\nsdp')).toBe(true);
    expect(tap(answer('a', '615'), () => undefined)).toEqual([]);
    vi.advanceTimersByTime(3000);
    expect(later).toEqual([answer('a', '615')]);
    expect(tap(answer('a', '615'), () => undefined)).toEqual([answer('a', '615')]);
    vi.useRealTimers();
  });

  it('leaves the other numbers alone', () => {
    const tap = createEarlyMedia({ isEarly: () => false, delayMs: 3000 });
    expect(tap(answer('b', '600'), () => undefined)).toEqual([answer('b', '600')]);
    expect(tap('BYE sip:a SIP/2.0\r\n\r\n', () => undefined)).toEqual(['BYE sip:a SIP/2.0\r\n\r\n']);
  });
});

describe('the call watch', () => {
  it('hangs up a call whose path stays closed, and no other', () => {
    vi.useFakeTimers();
    const ended: string[] = [];
    const watch = (name: string, isConnected: () => boolean) =>
      watchCall({ received: () => 0, isConnected, hangUp: () => ended.push(name), patienceMs: 20_000 });
    const stops = [watch('dead', () => false), watch('alive', () => true)];
    vi.advanceTimersByTime(19_000);
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(2000);
    expect(ended).toEqual(['dead']);
    for (const stop of stops) stop();
    vi.useRealTimers();
  });
});

describe('small rules', () => {
  it('give each call ports of its own, round and round', () => {
    const next = createPortWindows([1000, 1023]);
    expect([next(), next(), next(), next()]).toEqual([
      [1000, 1007],
      [1008, 1015],
      [1016, 1023],
      [1000, 1007],
    ]);
    expect(() => createPortWindows([1, 5])).toThrow(RangeError);
  });

  it('tell a forked caller what says most', () => {
    const best = (...statuses: number[]) => bestResponse(statuses.map((status) => ({ status })))?.status;
    expect(best(480, 486)).toBe(486);
    expect(best(486, 603)).toBe(603);
    expect(best(404, 480)).toBe(480);
    expect(best(500, 404)).toBe(404);
    expect(best()).toBeUndefined();
  });
});
