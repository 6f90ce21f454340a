// The command line of the demo.
// Owns names, defaults and the help text; refuses what it does not know.
import { parseArgs } from 'node:util';
import { PERSONALITIES, personalityOf } from './personality/catalogue.ts';
import type { Personality } from './personality/personality.ts';

export interface DemoCommand {
  readonly port: number;
  readonly host: string | undefined;
  readonly lan: boolean;
  readonly json: boolean;
  /** What the PBX behaves like. */
  readonly like: Personality;
  readonly site: string | undefined;
  readonly state: string | undefined;
  readonly pbxArgs: readonly string[];
  readonly help: boolean;
}

export const DEMO_HELP = `The Bothways demo: the phone in a browser, and a PBX to call.

  --port 8080            the next free port where it is busy (0: any)
  --host ADDRESS         address to listen on (both loopback addresses)
  --lan                  HTTPS on this machine's network address, for a second device
  --like NAME            the PBX behaves like another server: ${PERSONALITIES.map(({ name }) => name).join(', ')}
  --json                 print one line {"origin":"..."} instead of the greeting
  --site FOLDER          the built app (dist)
  --state FOLDER         secrets and certificates (.demo)
  -- ARGUMENTS           passed on to the PBX, e.g. -- --drop-after 5 --turn-port 0
`;

function toPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new RangeError(`not a port: ${text}`);
  return Number(text);
}

/** Reads the arguments. Throws on unknown names and on values out of range. */
export function readDemoCommand(args: readonly string[]): DemoCommand {
  const cut = args.indexOf('--');
  const { values } = parseArgs({
    args: cut === -1 ? [...args] : args.slice(0, cut),
    options: {
      port: { type: 'string', default: '8080' },
      host: { type: 'string' },
      lan: { type: 'boolean', default: false },
      like: { type: 'string', default: 'demo' },
      json: { type: 'boolean', default: false },
      site: { type: 'string' },
      state: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    port: toPort(values.port),
    host: values.host,
    lan: values.lan,
    json: values.json,
    like: personalityOf(values.like),
    site: values.site,
    state: values.state,
    pbxArgs: cut === -1 ? [] : args.slice(cut + 1),
    help: values.help,
  };
}
