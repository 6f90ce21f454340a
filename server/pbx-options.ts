// The command line of the demo PBX.
// Owns names, defaults and the help text; refuses what it does not know.
import { parseArgs } from 'node:util';
import { PERSONALITIES, personalityOf } from './personality/catalogue.ts';
import type { Personality } from './personality/personality.ts';

export interface PbxOptions {
  readonly host: string;
  readonly port: number;
  readonly turnPort: number;
  readonly turnsPort: number;
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  readonly domain: string;
  readonly state: string;
  readonly mediaPorts: readonly [number, number];
  readonly relayPorts: readonly [number, number];
  readonly relayAddress: string | undefined;
  readonly dropAfterSeconds: number;
  /** When the numbers from 620 on do what they do, in seconds after the answer. */
  readonly eventAfterSeconds: number;
  /** How long 664 waits for an ACK that it does not take, in seconds. */
  readonly ackAfterSeconds: number;
  /** From the end of a call to a number that calls back until it does, in seconds. */
  readonly callBackAfterSeconds: number;
  /** STUN, TURN and their relays serve the network too, as they do with a `host` that others reach. */
  readonly lan: boolean;
  readonly like: Personality;
  readonly allowHosts: readonly string[];
  /** Origins whose pages may use the WebSocket, beside the page's own. */
  readonly allowOrigins: readonly string[];
  readonly help: boolean;
}

export const PBX_HELP = `The Bothways demo PBX: SIP over WebSocket, STUN, TURN and numbers to call.

  --port 5090            HTTP and WebSocket port (0: any)
  --host 127.0.0.1       address to listen on
  --lan                  STUN and TURN serve the network too, not only this machine; so they do with a --host that others reach
  --turn-port 3478       STUN and TURN, UDP and TCP; the next free port where it is busy (0: any)
  --turns-port 5349      TURN over TLS, with --tls-cert and --tls-key
  --tls-cert FILE        certificate chain in PEM
  --tls-key FILE         private key in PEM
  --domain NAME          SIP domain (demo.bothways.invalid)
  --state FOLDER         where the secret of the passwords is kept (.demo)
  --media-ports A-B      UDP ports of the demo's own media (41000-41999)
  --relay-ports A-B      UDP ports of the relays (42000-42999)
  --relay-address IP     address of the relays (this machine's first one)
  --drop-after SECONDS   when 604 and 608 fall silent (30)
  --event-after SECONDS  when the numbers from 620 on do what they do, and 665 mutes (3)
  --ack-after SECONDS    when 664 gives up waiting for the ACK (32)
  --call-back-after SECONDS  when 610 and 641 to 647 call (3)
  --like NAME            behave like another server: ${PERSONALITIES.map(({ name }) => name).join(', ')}
  --allow-host NAME      a further host name under which pages may ask for an extension; repeatable
  --allow-origin URL     a page of another origin that may use the WebSocket, e.g. https://phone.example; repeatable
`;

function toPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new RangeError(`not a port: ${text}`);
  return Number(text);
}

function toOrigin(text: string): string {
  if (!URL.canParse(text) || new URL(text).origin === 'null') throw new RangeError(`not an origin: ${text}`);
  return new URL(text).origin;
}

function toRange(text: string): readonly [number, number] {
  const match = /^(\d+)-(\d+)$/.exec(text);
  const [first, last] = [toPort(match?.[1] ?? ''), toPort(match?.[2] ?? '')];
  if (last - first < 15) throw new RangeError(`a port range of at least 16 is needed: ${text}`);
  return [first, last];
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds < 86_400)) throw new RangeError(`not a number of seconds: ${text}`);
  return seconds;
}

/** Reads the arguments. Throws on unknown names and on values out of range. */
export function readPbxOptions(args: readonly string[]): PbxOptions {
  const string = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      host: string('127.0.0.1'),
      port: string('5090'),
      lan: { type: 'boolean', default: false },
      'turn-port': string('3478'),
      'turns-port': string('5349'),
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      domain: string('demo.bothways.invalid'),
      state: string('.demo'),
      'media-ports': string('41000-41999'),
      'relay-ports': string('42000-42999'),
      'relay-address': { type: 'string' },
      'drop-after': string('30'),
      'event-after': string('3'),
      'ack-after': string('32'),
      'call-back-after': string('3'),
      like: string('demo'),
      'allow-host': { type: 'string', multiple: true, default: [] },
      'allow-origin': { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    host: values.host,
    port: toPort(values.port),
    lan: values.lan,
    turnPort: toPort(values['turn-port']),
    turnsPort: toPort(values['turns-port']),
    tlsCert: values['tls-cert'],
    tlsKey: values['tls-key'],
    domain: values.domain.toLowerCase(),
    state: values.state,
    mediaPorts: toRange(values['media-ports']),
    relayPorts: toRange(values['relay-ports']),
    relayAddress: values['relay-address'],
    dropAfterSeconds: toSeconds(values['drop-after']),
    eventAfterSeconds: toSeconds(values['event-after']),
    ackAfterSeconds: toSeconds(values['ack-after']),
    callBackAfterSeconds: toSeconds(values['call-back-after']),
    like: personalityOf(values.like),
    allowHosts: values['allow-host'].map((name) => name.toLowerCase()),
    allowOrigins: values['allow-origin'].map(toOrigin),
    help: values.help,
  };
}
