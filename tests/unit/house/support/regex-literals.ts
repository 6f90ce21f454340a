// Every regular expression that the program's own text holds, where it stands.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

export interface RegexLiteral {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.m?[tj]s$/u.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}

/** Those of all files in these folders; `root` makes their places short. */
export function regexLiterals(root: string, folders: readonly string[]): readonly RegexLiteral[] {
  const found: RegexLiteral[] = [];
  for (const file of folders.flatMap((folder) => filesIn(join(root, folder)))) {
    const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        found.push({
          place: `${relative(root, file)}:${String(line)}`,
          source: node.text.slice(1, end),
          flags: node.text.slice(end + 1),
        });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return found;
}
