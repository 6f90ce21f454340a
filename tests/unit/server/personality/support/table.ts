// The tables of docs/interop/README.md, as the code has them.
// Owns their form; a unit test finds each of them in the page.
import type { Evidence, Personality } from '../../../../../server/personality/personality.ts';

function told(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'recorded':
      return `recorded: ${evidence.scene}`;
    case 'measured':
      return `measured: ${evidence.where}`;
    case 'cited':
      return `**unproven**: [${evidence.source}](${evidence.url})`;
  }
}

/** What is known of a server, as Markdown. */
export function tableOf({ rows }: Personality): string {
  const lines = rows.map(({ does, evidence }) => `| ${does} | ${told(evidence)} |`);
  return ['| what it does | how that is known |', '|---|---|', ...lines].join('\n');
}
