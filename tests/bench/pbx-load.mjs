// Load on the demo PBX: N echo calls at once, each with 50 packets/s both ways, from phones in this process.
// Prints set-up times, what came back, and CPU and memory of the PBX. Usage: node tests/bench/pbx-load.mjs [calls] [seconds]
// Needs a built server (dist-server/pbx.js) and Linux for the CPU figure.
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import JsSIP from 'jssip';
import {
  MediaStream,
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RtpHeader,
  RtpPacket,
} from 'werift';
import { WebSocket } from 'ws';

const [calls = 50, seconds = 10] = process.argv.slice(2).map(Number);
const OPUS = { mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: 111 };
let window = 0;

class PeerConnection extends RTCPeerConnection {
  constructor() {
    const from = 43_000 + window++ * 8;
    super({
      iceServers: [],
      iceUseIpv6: false,
      icePortRange: [from, from + 7],
      codecs: { audio: [new RTCRtpCodecParameters(OPUS)], video: [] },
    });
  }

  createOffer(options) {
    return super.createOffer(options ?? {});
  }
}

class SessionDescription {
  constructor({ type, sdp }) {
    Object.assign(this, { type, sdp });
  }
}

Object.assign(globalThis, {
  window: globalThis,
  WebSocket,
  RTCPeerConnection: PeerConnection,
  RTCSessionDescription: SessionDescription,
});

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** CPU seconds and resident megabytes of a process, from /proc. */
function usage(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / 100,
    mb: Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024,
  };
}

async function openPhone(port) {
  const response = await fetch(`http://127.0.0.1:${port}/demo/extension`, { method: 'POST' });
  const { account, webSocketServers } = await response.json();
  const socket = new JsSIP.WebSocketInterface(webSocketServers[0]);
  const uri = `sip:${account.username}@${account.domain}`;
  const ua = new JsSIP.UA({ sockets: [socket], uri, password: account.password, session_timers: false });
  await new Promise((resolve, reject) => {
    ua.on('registered', resolve);
    ua.on('registrationFailed', reject);
    ua.start();
  });
  return { ua, echo: `sip:600@${account.domain}` };
}

async function call({ ua, echo }) {
  const track = new MediaStreamTrack({ kind: 'audio' });
  const line = { received: 0, sent: 0, startedAt: performance.now(), firstAudioMs: undefined };
  line.session = ua.call(echo, { mediaStream: new MediaStream([track]), pcConfig: { iceServers: [] } });
  line.session.connection.onTrack.subscribe((remote) => {
    remote.onReceiveRtp.subscribe(() => {
      line.received++;
      line.firstAudioMs ??= performance.now() - line.startedAt;
    });
  });
  setInterval(() => {
    const sequenceNumber = line.sent++ & 0xffff;
    const header = new RtpHeader({ sequenceNumber, timestamp: line.sent * 960, payloadType: 111 });
    track.writeRtp(new RtpPacket(header, Buffer.alloc(80, 0xf8)));
  }, 20).unref();
  await new Promise((resolve, reject) => {
    line.session.on('confirmed', resolve);
    line.session.on('failed', (event) => reject(new Error(event.cause)));
  });
  return line;
}

const folder = mkdtempSync(join(tmpdir(), 'bothways-load-'));
const module = fileURLToPath(new URL('../../dist-server/pbx.js', import.meta.url));
const pbx = fork(module, ['--port', '0', '--turn-port', '0', '--state', folder], {
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
});
const { port } = await new Promise((resolve) => pbx.once('message', resolve));
const idle = usage(pbx.pid);
const lines = [];
for (let index = 0; index < calls; index++) lines.push(await call(await openPhone(port)));
await pause(1000);
const before = usage(pbx.pid);
const counted = lines.map((line) => line.received);
await pause(seconds * 1000);
const after = usage(pbx.pid);
const rates = lines.map((line, index) => (line.received - counted[index]) / seconds).sort((a, b) => a - b);
const setUp = lines.map((line) => line.firstAudioMs ?? Infinity).sort((a, b) => a - b);
console.log(
  JSON.stringify({
    calls,
    firstAudioMs: { median: Math.round(setUp[calls >> 1]), worst: Math.round(setUp[calls - 1]) },
    packetsPerSecond: { worst: rates[0], median: rates[calls >> 1] },
    cpuPercent: Math.round(((after.cpu - before.cpu) / seconds) * 100),
    megabytes: { idle: Math.round(idle.mb), loaded: Math.round(after.mb) },
  }),
);
pbx.kill();
rmSync(folder, { recursive: true });
process.exit(0);
