// One throwaway certificate for every name and address of the lab, from an authority that lives as long as the lab.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCA, createCert } from 'mkcert';

export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const VALID_DAYS = 7;
const PRIVATE = 0o600;

/** Writes three PEM files into the folder; returns their paths. */
export async function writeCertificates(folder: string, names: readonly string[]): Promise<Certificates> {
  const ca = await createCA({
    organization: 'Bothways lab',
    countryCode: 'NT',
    state: 'lab',
    locality: 'lab',
    validity: VALID_DAYS,
  });
  const made = await createCert({
    ca: { key: ca.key, cert: ca.cert },
    domains: [...names],
    validity: VALID_DAYS,
  });
  const paths = {
    authority: join(folder, 'authority.pem'),
    certificate: join(folder, 'certificate.pem'),
    key: join(folder, 'key.pem'),
  };
  writeFileSync(paths.authority, ca.cert);
  writeFileSync(paths.certificate, `${made.cert}\n${ca.cert}`);
  writeFileSync(paths.key, made.key, { mode: PRIVATE });
  return paths;
}
