// The lab's addresses, names and throwaway secrets for the files in deploy/, as deploy/values.example.json has them for a company,
// and with everything switched on: plain phones, fixed TURN users, four addresses.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Values } from '../../../deploy/values.mjs';
import type { LabNetwork } from '../network/types.ts';
import type { Certificates } from './certificates.ts';

export const DOMAIN = 'pbx.lab.test';
export const NAMES = [DOMAIN, 'pbx2.lab.test', 'turn.lab.test', 'turn2.lab.test', 'phone.lab.test'];
export const STATIC_TURN_HOST = 'turn2.lab.test';

const secret = (): string => randomBytes(16).toString('hex');

/** Where things lie while the servers run. */
export interface Places {
  readonly folder: string;
  readonly site: string;
  readonly certificates: Certificates;
}

type Hosts = LabNetwork['hosts'];

function sipValues({ folder, certificates }: Places, hosts: Hosts, paired: boolean): Values {
  return {
    DOMAIN,
    SIP_NAME: DOMAIN,
    SIP_ADDRESS: first(hosts.kamailio),
    SIP_PUBLIC_ADDRESS: first(hosts.kamailio),
    KAMAILIO_MODE: paired ? 'PAIRED' : 'ALONE',
    ...(paired ? { PEER_ADDRESS: first(hosts.kamailio2) } : {}),
    KAMAILIO_DIRECTORY: join(folder, 'deploy/kamailio'),
    SUBSCRIBERS_URL: `text://${join(folder, 'users')}`,
    MAX_CONNECTIONS: 8192,
    NONCE_SECRET: secret(),
    // a cell's phones come from few addresses and try often
    REQUESTS_PER_TWO_SECONDS: 400,
    WRONG_PASSWORDS: 10,
    BAN_SECONDS: 4,
    // any page of the lab and of this machine; other pages are refused as in production
    PAGE_ORIGINS: '^https?://([a-z0-9]+[.]lab[.]test|localhost|127[.]0[.]0[.]1)(:[0-9]+)?$',
    SIP_CERTIFICATE: certificates.certificate,
    SIP_CERTIFICATE_KEY: certificates.key,
  };
}

function turnValues({ certificates }: Places, hosts: Hosts): Values {
  return {
    TURN_ADDRESS: first(hosts.turn),
    TURN_SECOND_ADDRESS: hosts.turn.addresses[1] ?? '',
    TURN_NAME: 'turn.lab.test',
    TURN_REALM: 'lab.test',
    TURN_SECRET: secret(),
    TURN_QUOTA: 1000,
    EXAMPLE_NETWORKS: 'open', // the lab's internet is made of them
    TURN_CERTIFICATE: certificates.certificate,
    TURN_CERTIFICATE_KEY: certificates.key,
    STATIC_TURN: 'yes',
    STATIC_TURN_ADDRESS: first(hosts.turn2),
    STATIC_TURN_NAME: STATIC_TURN_HOST,
    STATIC_TURN_USER: 'lab',
    STATIC_TURN_PASSWORD: secret(),
  };
}

function mediaAndWebValues({ folder, site, certificates }: Places, hosts: Hosts): Values {
  return {
    RTPENGINE: 'yes',
    RTPENGINE_ADDRESS: first(hosts.rtpengine),
    RTPENGINE_CONTROL: `${first(hosts.rtpengine)}:2223`,
    WEB_NAME: 'phone.lab.test',
    WEB_ADDRESS: first(hosts.web),
    SITE_FOLDER: site,
    ACME_FOLDER: join(folder, 'acme'),
    NGINX_DIRECTORY: join(folder, 'deploy/nginx'),
    WEB_CERTIFICATE: certificates.certificate,
    WEB_CERTIFICATE_KEY: certificates.key,
  };
}

/** A host's first address. */
export function first(host: { readonly addresses: readonly string[] }): string {
  const [address] = host.addresses;
  if (address === undefined) throw new Error('a host of the lab has no address');
  return address;
}

/** Every value that the files of deploy/ ask for. */
export function labValues(places: Places, hosts: Hosts, paired: boolean): Values {
  return {
    ...sipValues(places, hosts, paired),
    ...turnValues(places, hosts),
    ...mediaAndWebValues(places, hosts),
  };
}

/** What is different at the second Kamailio: whose files lie in `folder`. */
export function secondKamailio(values: Values, hosts: Hosts, folder: string): Values {
  return {
    ...values,
    SIP_NAME: 'pbx2.lab.test',
    SIP_ADDRESS: first(hosts.kamailio2),
    SIP_PUBLIC_ADDRESS: first(hosts.kamailio2),
    PEER_ADDRESS: first(hosts.kamailio),
    KAMAILIO_DIRECTORY: join(folder, 'kamailio'),
  };
}
