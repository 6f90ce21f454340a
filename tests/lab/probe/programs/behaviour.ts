// Runs inside a client's namespace: behaviour.mjs OWN-ADDRESS SERVER OTHER-SERVER. Prints what it saw as one line of JSON.
// The servers answer on ports 3478 and 3479, for each other where asked to (RFC 5780).
import type { Observations } from '../classify.ts';
import { StunSocket } from '../stun-socket.ts';

const PORT = 3478;
const OTHER_PORT = 3479;
const [own = '0.0.0.0', server = '', otherServer = ''] = process.argv.slice(2);
const first = { address: server, port: PORT };

async function mapped(): Promise<Pick<Observations, 'local' | 'mapped' | 'hairpin'>> {
  const socket = await StunSocket.open(own);
  const other = await StunSocket.open(own);
  try {
    const seen = (await socket.ask(first))?.mapped;
    if (seen === undefined) return { local: socket.local, mapped: [null, null, null], hairpin: false };
    const otherAddress = (await socket.ask({ address: otherServer, port: PORT }))?.mapped ?? null;
    const otherBoth = (await socket.ask({ address: otherServer, port: OTHER_PORT }))?.mapped ?? null;
    const hairpin = (await other.ask(seen)) !== undefined;
    return { local: socket.local, mapped: [seen, otherAddress, otherBoth], hairpin };
  } finally {
    socket.close();
    other.close();
  }
}

/** A socket of its own: it must never have sent anywhere but to the first address and port. */
async function heard(): Promise<Observations['heard']> {
  const socket = await StunSocket.open(own);
  try {
    if ((await socket.ask(first)) === undefined) return { otherAddress: false, otherPort: false };
    const otherAddress = (await socket.ask(first, 'addressAndPort')) !== undefined;
    const otherPort = (await socket.ask(first, 'port')) !== undefined;
    return { otherAddress, otherPort };
  } finally {
    socket.close();
  }
}

const [mapping, filtering] = await Promise.all([mapped(), heard()]);
process.stdout.write(`${JSON.stringify({ ...mapping, heard: filtering } satisfies Observations)}\n`);
