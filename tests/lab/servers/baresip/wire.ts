// What goes over the plain phone's cable, independent of what the phone says: tcpdump for a moment. The phone's own recording ends with the
// first hold, and does not begin again (docs/interop/baresip.md).
import { readFile } from 'node:fs/promises';
import type { LabNetwork } from '../../network/types.ts';
import { first } from '../lab-values.ts';
import type { PlainWire } from '../types.ts';
import { pcmuInCapture } from './capture.ts';

const INTERFACE = 'eth0';
/** Listens from when it says so, for the time given; ends with tcpdump's own code where that did not begin. */
const LISTEN = `
path=$1; shift
rm -f "$path" "$path.said"; touch "$path.said"
timeout 20 tcpdump -i "$1" -Z root -n -U --immediate-mode -w "$path" udp 2> "$path.said" &
until grep -q '^tcpdump: listening' "$path.said"; do kill -0 $! || { wait $!; exit $?; }; sleep 0.02; done
sleep "$2"
kill $!
wait
`;
const SECONDS = '0.7';

/** Listens for 0.7 s. Throws where nothing can be listened to. */
export async function listenAtWire(network: LabNetwork, path: string): Promise<PlainWire> {
  const { namespace } = network.hosts.baresip;
  const line = ['-c', LISTEN, 'listen', path, INTERFACE, SECONDS];
  await network.exec(namespace, 'sh', line, { check: true });
  return pcmuInCapture(await readFile(path), first(network.hosts.baresip));
}
