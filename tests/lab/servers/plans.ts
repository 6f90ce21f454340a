// The command lines of the lab's servers: the packages' own, as their systemd units have them, in the foreground.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabHost, LabNetwork } from '../network/types.ts';
import { first } from './lab-values.ts';
import type { ServerPlan } from './processes/lab-server.ts';
import { type Door, answers } from './processes/readiness.ts';

const SHARED_MEGABYTES = 64;
const PRIVATE_MEGABYTES = '8';

/** What every plan starts from. */
export interface Ground {
  readonly network: LabNetwork;
  readonly folder: string;
}

type Command = Pick<ServerPlan, 'name' | 'command' | 'args'>;

/** A plan whose server is waited for at `doors`; its log stands beside the others. */
export function plan(
  { network, folder }: Ground,
  host: LabHost,
  command: Command,
  doors: readonly Door[],
): ServerPlan {
  return {
    ...command,
    namespace: host.namespace,
    logFile: join(folder, `${command.name}.log`),
    ready: (isRunning) => answers(network, host.namespace, doors, isRunning),
  };
}

/** `sharedMegabytes` is -m: all registrations and connections live in it. */
export function kamailioPlan(
  ground: Ground,
  name: 'kamailio' | 'kamailio2',
  configuration: string,
  sharedMegabytes = SHARED_MEGABYTES,
): ServerPlan {
  const host = ground.network.hosts[name];
  const run = join(ground.folder, `${name}-run`);
  mkdirSync(run, { recursive: true });
  const args = ['-f', join(configuration, 'kamailio/kamailio.cfg'), '-Y', run, '-P', join(run, 'pid')];
  const memory = ['-m', String(sharedMegabytes), '-M', PRIVATE_MEGABYTES];
  return plan(ground, host, { name, command: 'kamailio', args: [...args, ...memory, '-DD', '-E'] }, [
    { kind: 'tls', host: first(host), port: 443 },
    { kind: 'sip', host: first(host), port: 5060 },
  ]);
}

export function coturnPlan(ground: Ground, name: 'coturn' | 'coturn2', configuration: string): ServerPlan {
  const host = ground.network.hosts[name === 'coturn' ? 'turn' : 'turn2'];
  const file = name === 'coturn' ? 'turnserver.conf' : 'turnserver-static.conf';
  const own = ['--pidfile', join(ground.folder, `${name}.pid`), '-l', 'stdout'];
  const args = ['-c', join(configuration, 'coturn', file), ...own];
  return plan(ground, host, { name, command: 'turnserver', args }, [
    { kind: 'stun', host: first(host), port: 3478 },
    { kind: 'tls', host: first(host), port: 443 },
    { kind: 'tls', host: first(host), port: 5349 },
  ]);
}

export function rtpenginePlan(ground: Ground, configuration: string): ServerPlan {
  const host = ground.network.hosts.rtpengine;
  const args = ['-f', '-E', '--config-file', join(configuration, 'rtpengine/rtpengine.conf')];
  return plan(ground, host, { name: 'rtpengine', command: 'rtpengine', args }, [
    { kind: 'ng', host: first(host), port: 2223 },
  ]);
}

/** Debian's nginx.conf brings the frame in production; the lab has a small one of its own. */
export function nginxPlan(ground: Ground, configuration: string): ServerPlan {
  const host = ground.network.hosts.web;
  const run = join(ground.folder, 'nginx-run');
  mkdirSync(run, { recursive: true });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const frame = [
    'daemon off; user root; worker_processes 1; error_log stderr notice;',
    `pid ${join(run, 'pid')};`,
    'events { worker_connections 512; }',
    'http { access_log /dev/stdout;',
    ...temporary.map((name) => `${name}_temp_path ${join(run, name)};`),
    ...['bothways-acme', 'bothways'].map((name) => `include ${join(configuration, `nginx/${name}.conf`)};`),
    '}',
  ];
  const file = join(run, 'nginx.conf');
  writeFileSync(file, `${frame.join('\n')}\n`);
  return plan(ground, host, { name: 'nginx', command: 'nginx', args: ['-c', file, '-e', 'stderr'] }, [
    { kind: 'tls', host: first(host), port: 443 },
    { kind: 'tcp', host: first(host), port: 80 },
  ]);
}
