// The lab's certificate authority: a root that lives as long as the lab, and certificates for the requests (CSR) that it gets. openssl(1).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../network/run/process.ts';

const DAYS = '30';
const ROOT = 'root.pem';

export class Authority {
  readonly #folder: string;

  /** `folder` holds its files. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async create(): Promise<void> {
    const subject = ['-subj', '/CN=Bothways lab', '-days', DAYS];
    await this.#openssl(['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'root.key', '-out', ROOT, ...subject]);
  }

  /** The root, PEM. */
  get root(): string {
    return readFileSync(join(this.#folder, ROOT), 'utf8');
  }

  /** A certificate for a request (DER), and the root behind it: PEM. */
  async sign(request: Buffer): Promise<string> {
    writeFileSync(join(this.#folder, 'request.der'), request);
    await this.#openssl(['req', '-inform', 'der', '-in', 'request.der', '-out', 'request.pem']);
    const by = ['-CA', ROOT, '-CAkey', 'root.key', '-CAcreateserial', '-days', DAYS];
    await this.#openssl(['x509', '-req', '-in', 'request.pem', ...by, '-copy_extensions', 'copy', '-out', 'made.pem']);
    return readFileSync(join(this.#folder, 'made.pem'), 'utf8') + this.root;
  }

  async #openssl(args: readonly string[]): Promise<void> {
    await run('sh', ['-c', 'cd "$0" && exec openssl "$@"', this.#folder, ...args], { check: true });
  }
}
