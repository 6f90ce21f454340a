// Janus (Debian's 1.1.2) with its SIP plugin alone: a far end that is neither ours nor a plain phone. Its API is a WebSocket
// that only its own host reaches.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { first } from '../lab-values.ts';
import { plan, type Ground } from '../plans.ts';
import type { ServerPlan } from '../processes/lab-server.ts';

export const JANUS_PORT = 8188;

/** Every other plugin stays out: each takes time to start, and some want programs that are not there. */
const OTHERS = ['audiobridge', 'duktape', 'echotest', 'lua', 'nosip', 'recordplay', 'streaming', 'textroom'];
const OTHER_PLUGINS = [...OTHERS, 'videocall', 'videoroom', 'voicemail'].map((name) => `libjanus_${name}.so`);
const OTHER_TRANSPORTS = ['http', 'mqtt', 'nanomsg', 'pfunix', 'rabbitmq'].map(
  (name) => `libjanus_${name}.so`,
);

/** Where Debian puts what Janus loads, by the machine's architecture. */
const LIBRARIES = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/janus`;

function writeSettings(folder: string, address: string): void {
  mkdirSync(folder, { recursive: true });
  const files = {
    'janus.jcfg': `general: {
  configs_folder = "${folder}"
  plugins_folder = "${LIBRARIES}/plugins"
  transports_folder = "${LIBRARIES}/transports"
  events_folder = "${LIBRARIES}/events"
  loggers_folder = "${LIBRARIES}/loggers"
}
nat: { nice_debug = false }
plugins: { disable = "${OTHER_PLUGINS.join(',')}" }
transports: { disable = "${OTHER_TRANSPORTS.join(',')}" }
`,
    'janus.plugin.sip.jcfg': `general: {
  local_ip = "${address}"
  sdp_ip = "${address}"
  behind_nat = false
  register_ttl = 300
  rtp_port_range = "20000-20200"
}
`,
    'janus.transport.websockets.jcfg': `general: {
  ws = true
  ws_port = ${JANUS_PORT}
  ws_ip = "127.0.0.1"
}
`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

export function janusPlan(ground: Ground): ServerPlan {
  const host = ground.network.hosts.janus;
  const folder = join(ground.folder, 'janus');
  writeSettings(folder, first(host));
  const args = ['-F', folder, '-C', join(folder, 'janus.jcfg'), '--disable-colors'];
  return plan(ground, host, { name: 'janus', command: 'janus', args }, [
    { kind: 'tcp', host: '127.0.0.1', port: JANUS_PORT },
  ]);
}
