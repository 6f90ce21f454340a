// What becomes of a REGISTER on its way out: a SIP ALG shows in the Via and Contact that arrive.
import { once } from 'node:events';
import { firstLine } from '../network/run/first-line.ts';
import type { LabNetwork, Side } from '../network/types.ts';

export interface SipPassage {
  readonly sent: string;
  readonly arrived: string;
  /** Whether the message was changed on its way. */
  readonly rewritten: boolean;
}

const register = (address: string, port: number, registrar: string): string =>
  [
    `REGISTER sip:${registrar} SIP/2.0`,
    `Via: SIP/2.0/UDP ${address}:${port};branch=z9hG4bKlab;rport`,
    `From: <sip:1001@${registrar}>;tag=lab`,
    `To: <sip:1001@${registrar}>`,
    `Call-ID: lab@${address}`,
    'CSeq: 1 REGISTER',
    `Contact: <sip:1001@${address}:${port}>;expires=60`,
    'Max-Forwards: 70',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');

/** Sends a REGISTER over UDP to `port` of the probe's machine and compares what arrives. */
export async function probeSipAlg(network: LabNetwork, side: Side, port = 5060): Promise<SipPassage> {
  const { namespace, address } = network.clients[side];
  const [registrar = ''] = network.hosts.probe.addresses;
  const listener = await network.program('tests/lab/probe/programs/listener.ts');
  const sender = await network.program('tests/lab/probe/programs/sip-sender.ts');
  const child = network.spawn(
    network.hosts.probe.namespace,
    listener.command,
    [...listener.args, registrar, String(port)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await firstLine(child, 'the SIP listener');
  const output: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const sent = register(address, port, registrar);
  const closed = once(child, 'close', { signal: AbortSignal.timeout(5_000) });
  await network.exec(namespace, sender.command, [...sender.args, registrar, String(port)], {
    input: sent,
    check: true,
  });
  await closed;
  const arrived = JSON.parse(output.join('')) as string;
  return { sent, arrived, rewritten: sent !== arrived };
}
