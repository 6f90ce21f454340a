// Starts the production servers inside the lab from the files in deploy/, and ends them.
// Owns order and clean-up; what runs is in plans.ts, with which values in lab-values.ts.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillFolder } from '../../../deploy/fill.mjs';
import { type User, writeUsers } from '../../../deploy/users.mjs';
import type { Values } from '../../../deploy/values.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import type { LabNetwork } from '../network/types.ts';
import { LabPhone } from './baresip/phone.ts';
import { writePhoneSettings } from './baresip/settings.ts';
import { writeCertificates } from './certificates.ts';
import { DOMAIN, NAMES, STATIC_TURN_HOST, first, labValues, secondKamailio } from './lab-values.ts';
import { janusPlan } from './janus/plan.ts';
import { coturnPlan, kamailioPlan, nginxPlan, rtpenginePlan } from './plans.ts';
import { LabServer } from './processes/lab-server.ts';
import { restCredentials } from './turn-credentials.ts';
import type { LabServers, Server, ServerName, ServerOptions } from './types.ts';

const FIRST_USER = 1001;
/** Janus registers as this one. */
const FAR_END = '2002';
const PLAIN_PHONE = '2001';
const HOUR_SECONDS = 3600;

function labUsers(count: number): User[] {
  const numbers = Array.from({ length: count }, (_, index) => String(FIRST_USER + index));
  return [...numbers, FAR_END, PLAIN_PHONE].map((username) => ({ username, password: `secret-${username}` }));
}

/** Fills deploy/ (twice where there are two Kamailios) and writes certificates and users. */
async function prepare(folder: string, network: LabNetwork, options: ServerOptions, users: readonly User[]) {
  const addresses = Object.values(network.hosts).flatMap((host) => host.addresses);
  const certificates = await writeCertificates(folder, [...NAMES, ...addresses]);
  writeUsers({ folder: join(folder, 'users'), users, domain: DOMAIN });
  mkdirSync(join(folder, 'acme'));
  const places = { folder, site: options.site ?? inRoot('dist'), certificates };
  const paired = options.paired === true;
  const lab = labValues(places, network.hosts, paired);
  const values: Values = { ...lab, ...options.values };
  const [one, two] = [join(folder, 'deploy'), join(folder, 'deploy2')];
  fillFolder({ from: inRoot('deploy'), to: one, values });
  if (paired)
    fillFolder({ from: inRoot('deploy'), to: two, values: secondKamailio(values, network.hosts, two) });
  return { values, one, two };
}

function makePhone(network: LabNetwork, folder: string, users: readonly User[]): LabPhone {
  const user = users.at(-1);
  if (user === undefined) throw new Error('the lab has no user for the plain phone');
  const settings = {
    folder: join(folder, 'baresip'),
    user,
    domain: DOMAIN,
    address: first(network.hosts.baresip),
    proxy: first(network.hosts.kamailio),
  };
  writePhoneSettings(settings);
  return new LabPhone(network, settings, join(folder, 'baresip.log'));
}

/** Everything but the phone at once; the phone when there is where to register. */
async function startAll(servers: Readonly<Record<ServerName, Server>>, names: readonly ServerName[]) {
  await Promise.all(names.filter((name) => name !== 'baresip').map((name) => servers[name].start()));
  if (names.includes('baresip')) await servers.baresip.start();
}

/** Starts the lab's servers and resolves when each answers. Rejects, with nothing left running, where one doesn't. */
export async function startServers(network: LabNetwork, options: ServerOptions = {}): Promise<LabServers> {
  const folder = mkdtempSync(join(tmpdir(), 'bothways-servers-'));
  const users = labUsers(options.users ?? 10);
  const { values, one, two } = await prepare(folder, network, options, users);
  const ground = { network, folder };
  const server = (plan: ConstructorParameters<typeof LabServer>[1]) => new LabServer(network, plan);
  const servers = {
    kamailio: server(kamailioPlan(ground, 'kamailio', one, options.sharedMegabytes)),
    kamailio2: server(kamailioPlan(ground, 'kamailio2', two, options.sharedMegabytes)),
    coturn: server(coturnPlan(ground, 'coturn', one)),
    coturn2: server(coturnPlan(ground, 'coturn2', one)),
    rtpengine: server(rtpenginePlan(ground, one)),
    nginx: server(nginxPlan(ground, one)),
    baresip: makePhone(network, folder, users),
  };
  const paired = options.paired === true;
  const all = Object.keys(servers) as ServerName[];
  const names = options.only ?? all.filter((name) => paired || name !== 'kamailio2');
  const janus = server(janusPlan(ground));
  const stop = async () => {
    await Promise.all([...Object.values(servers), janus].map((each) => each.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await startAll(servers, names);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...servers,
    janus,
    kamailio2: paired ? servers.kamailio2 : undefined,
    users,
    domain: DOMAIN,
    webSocketServer: `wss://${DOMAIN}/ws`,
    webSocketServer2: 'wss://pbx2.lab.test/ws',
    pageUrl: 'https://phone.lab.test/',
    turnCredentials: (ttlSeconds = HOUR_SECONDS, name) =>
      restCredentials(String(values['TURN_SECRET']), ttlSeconds, name),
    staticTurn: {
      username: String(values['STATIC_TURN_USER']),
      credential: String(values['STATIC_TURN_PASSWORD']),
      host: STATIC_TURN_HOST,
    },
    folder,
    stop,
  };
}
