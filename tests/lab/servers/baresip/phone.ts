// The plain phone while it runs: does what a person does with it, says what it heard.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { LabNetwork } from '../../network/types.ts';
import { LabServer, type ServerPlan } from '../processes/lab-server.ts';
import type { BaresipPhone, BaresipStatistics, PlainCodec, PlainWire } from '../types.ts';
import { CONTROL_PORT, type PhoneSettings, writeAccount } from './settings.ts';
import { soundIn } from './tone.ts';
import { listenAtWire } from './wire.ts';

const COMMAND = 'tests/lab/servers/programs/baresip-command.ts';
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 50;
const NO_CALL = 'no active calls';
const DECODER = 'Set audio decoder: ';

/** The last call in the log: its codec from the start of it, its counters from the end of it (none before that). */
function lastCall(log: string): Pick<BaresipStatistics, 'packetsSent' | 'packetsReceived' | 'codec'> {
  const call = log.slice(Math.max(0, log.lastIndexOf(DECODER)));
  const counted = /^packets:\s+(\d+)\s+(\d+)/mu.exec(call);
  return {
    packetsSent: counted === null ? undefined : Number(counted[1]),
    packetsReceived: counted === null ? undefined : Number(counted[2]),
    codec: /^Set audio decoder: (\S+)/u.exec(call)?.[1],
  };
}

/** The newest recording of what was decoded. */
function newestRecording(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((name) => name.endsWith('-dec.wav'));
  return files
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
    .at(-1);
}

export class LabPhone extends LabServer implements BaresipPhone {
  readonly #network: LabNetwork;
  readonly #settings: PhoneSettings;
  readonly #logFile: string;
  #codec: PlainCodec | undefined;
  /** The length of what it had said before this start. */
  #saidBefore = 0;

  constructor(network: LabNetwork, settings: PhoneSettings, logFile: string) {
    const plan: ServerPlan = {
      name: 'baresip',
      namespace: network.hosts.baresip.namespace,
      command: 'baresip',
      args: ['-f', settings.folder, '-v'],
      logFile,
      ready: (isRunning) => this.#registered(isRunning),
    };
    super(network, plan);
    this.#network = network;
    this.#settings = settings;
    this.#logFile = logFile;
  }

  /** Looked at first: on a quick machine it has registered before anybody asks. */
  override async start(): Promise<void> {
    this.#saidBefore = existsSync(this.#logFile) ? (await this.log()).length : 0;
    await super.start();
  }

  async dial(uri: string): Promise<void> {
    await this.#command('dial', uri);
  }

  async hangUp(): Promise<void> {
    await this.#command('hangup');
  }

  async hold(): Promise<void> {
    await this.#command('hold');
  }

  async resume(): Promise<void> {
    await this.#command('resume');
  }

  async transfer(uri: string): Promise<void> {
    await this.#command('transfer', uri);
  }

  async answersByItself(does: boolean): Promise<void> {
    await this.#command('answermode', does ? 'auto' : 'manual');
  }

  wire(): Promise<PlainWire> {
    return listenAtWire(this.#network, join(this.#settings.folder, 'wire.pcap'));
  }

  async useCodec(codec: PlainCodec): Promise<void> {
    if (codec === this.#codec) return;
    writeAccount(this.#settings, [codec]);
    this.#codec = codec;
    await this.restart();
  }

  async statistics(): Promise<BaresipStatistics> {
    const calls = await this.#command('callstat');
    const recording = newestRecording(join(this.#settings.folder, 'heard'));
    const sound = recording === undefined ? undefined : soundIn(await readFile(recording));
    return {
      ...lastCall(await this.log()),
      inCall: !calls.includes(NO_CALL),
      samplesHeard: sound?.samples ?? 0,
      energyHeard: sound?.energyOfLastSecond ?? 0,
    };
  }

  async #command(name: string, parameters = ''): Promise<string> {
    const { command, args } = await this.#network.program(COMMAND);
    const line = [...args, String(CONTROL_PORT), name, parameters];
    const { code, stdout } = await this.#network.exec(this.#network.hosts.baresip.namespace, command, line);
    if (code !== 0) throw new Error(`baresip refused "${name} ${parameters}": ${stdout}`);
    return stdout;
  }

  async #registered(isRunning: () => boolean): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (!/200 OK .*\[\d+ binding/u.test((await this.log()).slice(this.#saidBefore))) {
      if (Date.now() > until || !isRunning()) throw new Error('baresip did not register');
      await wait(LOOK_AGAIN_MS);
    }
  }
}
