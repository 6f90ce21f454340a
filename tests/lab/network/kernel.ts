// Whether this kernel has what the lab is made of. Each feature is tried, not looked up: nft checks a rule set with the kernel.
import { LabError } from './lab-error.ts';
import { routerRules, natText } from './nat/rules.ts';
import { renderTable } from './nat/ruleset.ts';
import { run } from './run/process.ts';
import { HOSTS } from './topology.ts';

const forward = (rule: string): string =>
  renderTable('lab_check', {
    objects: [],
    chains: [{ name: 'check', hook: 'type filter hook forward priority -5', rules: [rule] }],
  });

interface Feature {
  /** As the kernel's configuration calls it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly input: string;
}

const nft = (name: string, input: string): Feature => ({
  name,
  command: 'nft',
  args: ['-c', '-f', '-'],
  input,
});

const FEATURES: readonly Feature[] = [
  nft('nft_masq with fully-random', natText(routerRules('symmetric', 'wan', ''))),
  nft(
    'nft_nat with dynamic maps',
    natText(routerRules('endpointIndependent', 'wan', HOSTS.sink.addresses[0] ?? '')),
  ),
  nft('nf_conntrack_sip', natText(routerRules('sipAlg', 'wan', ''))),
  nft('nft_numgen', forward('numgen random mod 100 < 5 drop')),
  nft('nft raw payload expressions', forward('meta l4proto udp @th,64,2 2 drop')),
  {
    name: 'sch_tbf',
    command: 'sh',
    input: '',
    args: [
      '-c',
      'tc qdisc add dev lo root tbf rate 1mbit burst 5kb latency 50ms && tc qdisc del dev lo root',
    ],
  },
];

/** Names of the features that this kernel lacks. Tried in the sink's namespace: nobody hears it. */
export async function kernelGaps(): Promise<readonly string[]> {
  const results = await Promise.all(
    FEATURES.map(({ command, args, input }) =>
      run('nsenter', [`--net=/run/netns/${HOSTS.sink.namespace}`, command, ...args], { input }),
    ),
  );
  return FEATURES.filter((_, index) => results[index]?.code !== 0).map(({ name }) => name);
}

/** Says in one line what is missing; with CI=true that is the end. */
export async function reportKernelGaps(say: (line: string) => void): Promise<void> {
  const gaps = await kernelGaps();
  if (gaps.length === 0) return;
  const line = `This kernel lacks ${gaps.join(', ')}.`;
  if (process.env['CI'] === 'true') throw new LabError(line);
  say(line);
}
