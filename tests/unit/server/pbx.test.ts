// The whole PBX in this process, called by a JsSIP phone over a real WebSocket, media by werift over real UDP.
import JsSIP from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MediaStream as WeriftStream, MediaStreamTrack, RtpHeader, RtpPacket } from 'werift';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoProfile } from '../../../server/http/profile.ts';
import type { CallRecord } from '../../../server/media/ledger.ts';
import type { FarEndPeerConnection } from '../../../server/media/jssip/peer-connection.ts';
import { readPbxOptions } from '../../../server/pbx-options.ts';
import { startPbx, type Pbx } from '../../../server/start-pbx.ts';

const PATIENT = { timeout: 20_000 };

interface Phone {
  readonly ua: JsSIP.UA;
  /** Resolves to the status and the session of a call. */
  dial(number: string): Promise<{ status: number; session: RTCSession; line: Line }>;
}

/** What goes out and comes in on the phone's side. */
class Line {
  readonly track = new MediaStreamTrack({ kind: 'audio' });
  received = 0;
  #sequence = 0;

  listen(pc: FarEndPeerConnection): void {
    pc.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe(() => this.received++);
    });
  }

  say(): void {
    const sequenceNumber = this.#sequence++;
    const header = new RtpHeader({ sequenceNumber, timestamp: sequenceNumber * 960, payloadType: 111 });
    this.track.writeRtp(new RtpPacket(header, Buffer.from([0xf8, 0xff, 0xfe])));
  }
}

describe('the demo PBX', () => {
  let pbx: Pbx;
  let folder: string;
  let phone: Phone;
  const faults: unknown[] = [];
  const lines: string[] = [];
  const url = (path: string): string => `http://127.0.0.1:${String(pbx.port)}${path}`;
  const calls = async (): Promise<CallRecord[]> =>
    ((await (await fetch(url('/demo/calls'))).json()) as { calls: CallRecord[] }).calls;

  async function openPhone(): Promise<Phone> {
    const profile = (await (await fetch(url('/demo/extension'), { method: 'POST' })).json()) as DemoProfile;
    const { username, password, domain } = profile.account;
    const socket = new JsSIP.WebSocketInterface(profile.webSocketServers[0] ?? '');
    const ua = new JsSIP.UA({
      sockets: [socket],
      uri: `sip:${username}@${domain}`,
      password,
      session_timers: false,
    });
    await new Promise((resolve, reject) => {
      ua.on('registered', resolve);
      ua.on('registrationFailed', reject);
      ua.start();
    });
    return {
      ua,
      dial: (number) =>
        new Promise((resolve) => {
          const line = new Line();
          const mediaStream = new WeriftStream([line.track]) as unknown as MediaStream;
          const session = ua.call(`sip:${number}@${domain}`, { mediaStream, pcConfig: { iceServers: [] } });
          line.listen(session.connection as unknown as FarEndPeerConnection);
          session.on('confirmed', () => {
            resolve({ status: 200, session, line });
          });
          session.on('failed', (event: unknown) => {
            const { message } = event as { message?: { status_code?: number } };
            resolve({ status: message?.status_code ?? 0, session, line });
          });
        }),
    };
  }

  beforeAll(async () => {
    (globalThis as unknown as { WebSocket: unknown }).WebSocket ??= WebSocket;
    folder = mkdtempSync(join(tmpdir(), 'bothways-pbx-'));
    const options = readPbxOptions([
      '--port',
      '0',
      '--turn-port',
      '0',
      '--state',
      folder,
      '--drop-after',
      '1',
    ]);
    pbx = await startPbx(options, {
      gatewaySecret: undefined,
      turnSecret: undefined,
      print: (line) => lines.push(line),
      onError: (error) => faults.push(error),
    });
    phone = await openPhone();
  });
  afterAll(() => {
    phone.ua.stop();
    pbx.close();
    rmSync(folder, { recursive: true });
    expect(faults).toEqual([]);
  });

  it('echoes what a phone says, and counts it', async () => {
    const { status, session, line } = await phone.dial('600');
    expect(status).toBe(200);
    const timer = setInterval(() => {
      line.say();
    }, 20);
    await expect.poll(() => line.received, PATIENT).toBeGreaterThan(20);
    const [record] = await calls();
    expect(record).toMatchObject({ number: '600', peer: '1003', phase: 'established', held: false });
    expect(record?.packets.received).toBeGreaterThan(20);
    clearInterval(timer);
    session.terminate();
    await expect.poll(calls, PATIENT).toEqual([]);
  });

  it('takes DTMF by SIP INFO', async () => {
    const { session } = await phone.dial('600');
    session.sendDTMF('7', { transportType: JsSIP.C.DTMF_TRANSPORT.INFO });
    await expect.poll(async () => (await calls())[0]?.digits, PATIENT).toBe('7');
    session.terminate();
  });

  it('plays a tone at 601 and sends nothing at 603', async () => {
    const tone = await phone.dial('601');
    await expect.poll(() => tone.line.received, PATIENT).toBeGreaterThan(20);
    tone.session.terminate();
    const silent = await phone.dial('603');
    const timer = setInterval(() => {
      silent.line.say();
    }, 20);
    await expect
      .poll(async () => (await calls()).find((call) => call.number === '603')?.packets.received, PATIENT)
      .toBeGreaterThan(20);
    expect(silent.line.received).toBe(0);
    clearInterval(timer);
    silent.session.terminate();
  });

  it.each([
    ['611', 486],
    ['613', 603],
    ['614', 404],
    ['699', 404],
    ['1050', 480],
  ])('refuses %s with %i', async (number, status) => {
    expect((await phone.dial(number)).status).toBe(status);
  });

  it('writes one line for each transaction, without secrets', () => {
    expect(lines.some((line) => / INVITE 1003 -> 600 200 \d+ ms$/.test(line))).toBe(true);
    expect(lines.join('\n')).not.toContain(pbx.passwordOf('1003'));
  });
});
