import { describe, expect, it } from 'vitest';
import { METHOD } from '../../../../server/stun/attributes.ts';
import { StreamFramer } from '../../../../server/stun/stream-framer.ts';
import { mutate, seeded } from '../../../doubles/mutate.ts';
import { StunClient, UDP_TRANSPORT } from '../support/stun-client.ts';
import { FIXED, startTurn } from '../support/turn-server.ts';

const SEED = 8656;
const ROUNDS = 30_000;

describe('damaged STUN and TURN', () => {
  it('never lets an exception out, and the server serves on', async () => {
    const turn = await startTurn();
    const client = await StunClient.udp(turn.udpPort, FIXED);
    await client.allocate();
    const originals = [
      client.signed(METHOD.binding, []),
      client.signed(METHOD.allocate, [UDP_TRANSPORT]),
      client.signed(METHOD.refresh, []),
      client.signed(METHOD.createPermission, [{ type: 0x0012, value: Buffer.alloc(8, 1) }]),
      client.signed(METHOD.channelBind, [{ type: 0x000c, value: Buffer.from([0x40, 1, 0, 0]) }]),
      Buffer.from('40010004deadbeef', 'hex'),
    ];
    const random = seeded(SEED);
    const fuzzer = {
      key: 'fuzzer',
      remote: { address: '127.0.0.1', port: 9 },
      isStream: false,
      isClosed: () => false,
      send: () => undefined,
    };
    for (let round = 0; round < ROUNDS; round++) {
      turn.core.receive(fuzzer, mutate(originals[round % originals.length] ?? Buffer.alloc(0), random));
    }
    for (let round = 0; round < 300; round++)
      client.raw(mutate(originals[round % 6] ?? Buffer.alloc(1), random));
    const stream = await StunClient.tcp(turn.tcpPort, FIXED);
    stream.raw(Buffer.alloc(100, 0xff));
    const after = await StunClient.tcp(turn.tcpPort, FIXED);
    expect((await after.plain(METHOD.binding)).error).toBe(0);
    expect((await client.plain(METHOD.binding)).error).toBe(0);
    expect(turn.faults).toEqual([]);
    for (const one of [client, stream, after]) one.close();
    turn.stop();
  });
});

describe('the stream framer', () => {
  it('cuts a stream into the same messages however it is torn', () => {
    const binding = Buffer.from('000100002112a442000102030405060708090a0b', 'hex');
    const channel = Buffer.from('4001000501020304050000 00'.replace(' ', ''), 'hex');
    const stream = Buffer.concat([binding, channel, binding]);
    const random = seeded(1);
    for (let round = 0; round < 200; round++) {
      const framer = new StreamFramer();
      const messages: Buffer[] = [];
      for (let at = 0; at < stream.length;) {
        const size = 1 + Math.floor(random() * 9);
        messages.push(...(framer.push(stream.subarray(at, at + size)) ?? []));
        at += size;
      }
      expect(messages.map((message) => message.toString('hex'))).toEqual(
        [binding, channel, binding].map((b) => b.toString('hex')),
      );
    }
  });

  it('gives up on a stream that is neither STUN nor ChannelData', () => {
    expect(new StreamFramer().push(Buffer.from('POST / HTTP/1.1'))).toBeUndefined();
    expect(new StreamFramer().push(Buffer.from([0, 1, 0, 3]))).toBeUndefined();
  });
});
