// The flood must be able to fail: exceptions planted where the user agent guards nothing are caught, with what caused them.
import { Grammar } from 'jssip';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { newDialog } from '../../../../doubles/sip/peer-dialog.ts';
import { damaged } from '../../../../doubles/sip/fuzz/mutations.ts';
import { Flood } from '../../../../doubles/sip/fuzz/flood.ts';
import { seeded } from '../../../../doubles/mutate.ts';

let flood: Flood | undefined;
const planted = new Error('planted');

afterEach(async () => {
  await flood?.close();
  flood = undefined;
});

describe('the flood', () => {
  it('catches what throws out of the socket, with the message', async () => {
    flood = await Flood.open(1);
    const { socket } = flood.rig.network.latest('wss://pbx.example.org/sip');
    const handler = socket.onmessage;
    socket.onmessage = (event): void => {
      if (String(event.data).startsWith('REFER')) throw planted;
      handler?.call(socket, event);
    };
    await flood.send(1000);
    expect(flood.escapes.length).toBeGreaterThan(0);
    for (const { problem, message } of flood.escapes) {
      expect(problem).toBe(planted);
      expect(String(message)).toMatch(/^REFER/u);
    }
  });

  it('catches what throws out of a timer', async () => {
    flood = await Flood.open(1);
    setTimeout(() => {
      throw planted;
    }, 1000);
    await flood.send(250);
    expect(flood.escapes.map(({ problem }) => problem)).toEqual([planted]);
  });

  it('counts what the socket holds back', async () => {
    flood = await Flood.open(1);
    const fault = vi.spyOn(Grammar, 'parse').mockImplementationOnce(() => {
      throw planted;
    });
    flood.rig.peer.request('OPTIONS', newDialog(flood.rig.contact));
    await flood.calm();
    fault.mockRestore();
    expect(flood.escapes).toEqual([]);
    expect([...flood.caught.values()]).toEqual([1]);
  });
});

describe('damage', () => {
  const text = 'OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/WS c;branch=z9hG4bKd\r\nCSeq: 1 OPTIONS\r\n\r\n';
  const some = (seed: number): (string | Uint8Array)[] => {
    const chance = seeded(seed);
    return Array.from({ length: 500 }, () =>
      damaged(text, 'BYE sip:e@f SIP/2.0\r\nMax-Forwards: 1\r\n\r\ng', chance),
    );
  };

  it('is the same for the same seed, and not for another', () => {
    expect(some(5)).toEqual(some(5));
    expect(some(5)).not.toEqual(some(6));
  });

  it('leaves few messages as they were', () => {
    expect(some(5).filter((one) => one === text).length).toBeLessThan(25);
  });
});
