// A table of nftables as data, and its text. A table is replaced whole, in one transaction: packets never meet half of it.

export interface Chain {
  readonly name: string;
  /** `type filter hook forward priority -5` and the like. */
  readonly hook: string;
  readonly rules: readonly string[];
}

export interface Ruleset {
  /** Maps, sets, helpers: one line each. */
  readonly objects: readonly string[];
  readonly chains: readonly Chain[];
}

const renderChain = ({ name, hook, rules }: Chain): readonly string[] => [
  `  chain ${name} {`,
  `    ${hook};`,
  ...rules.map((rule) => `    ${rule}`),
  '  }',
];

/** Removes the table, whether it is there or not. */
export const removalText = (table: string): string => `add table inet ${table}\ndelete table inet ${table}\n`;

/** Text for `nft -f` that puts `rules` in place of whatever the table `inet NAME` had. */
export function renderTable(table: string, { objects, chains }: Ruleset): string {
  const body = [...objects.map((line) => `  ${line}`), ...chains.flatMap(renderChain)];
  return `${removalText(table)}table inet ${table} {\n${body.join('\n')}\n}\n`;
}
