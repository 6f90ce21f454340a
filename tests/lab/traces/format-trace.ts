// Recorded scenes as the text of tests/fixtures/traces: '<' is the server's own message, whole at its first three appearances of
// a kind and, where it carries a description, once a scene; '>' is ours, its first line only. Pure; `shapesOf` reads it back.
import {
  firstLine,
  hasDescription,
  KEEP_ALIVE,
  kindOf,
  sequence,
  withoutSecrets,
  type SipFrame,
} from './sip-frame.ts';

export interface Scene {
  readonly title: string;
  readonly frames: readonly SipFrame[];
}

const WHOLE_APPEARANCES = 3;

function indented(text: string): string {
  const lines = withoutSecrets(text)
    .replace(/(?:\r\n)+$/u, '')
    .split('\r\n');
  return lines.map((line) => `    ${line}`.trimEnd()).join('\n');
}

/** `[what it answers]` beside a message that stands for itself. */
function shortForm(frame: SipFrame): string {
  const line = firstLine(frame);
  return line === KEEP_ALIVE ? line : `${line}   (${sequence(frame)})`;
}

export function formatTrace(introduction: string, scenes: readonly Scene[]): string {
  const seen = new Map<string, number>();
  const sections = scenes.map(({ title, frames }) => {
    const described = new Set<string>();
    const lines = frames.map((frame) => {
      const arrow = frame.direction === 'received' ? '<' : '>';
      const head = `${String(frame.atMs).padStart(6)} ${frame.user}/${String(frame.socket)} ${arrow}`;
      const kind = kindOf(frame);
      const times = seen.get(kind) ?? 0;
      const isNew = times < WHOLE_APPEARANCES || (hasDescription(frame) && !described.has(kind));
      if (frame.direction === 'sent' || !isNew || firstLine(frame) === KEEP_ALIVE)
        return `${head} ${shortForm(frame)}`;
      seen.set(kind, times + 1);
      described.add(kind);
      return `${head}\n${indented(frame.text)}`;
    });
    return `=== ${title}\n${lines.join('\n')}\n`;
  });
  return `${introduction}\n\n${sections.join('\n')}`;
}

/** Answers to what the phone asks at its own times, or because of what it makes of a request: no mark of the server. */
const OUR_OWN = /\((?:OPTIONS|NOTIFY|SUBSCRIBE|REGISTER)\)$/u;
/** Where answers to REGISTER are what it is about. */
const REGISTRATION = 'register';

/** The server's messages of each scene of a trace, by what they are: `SIP/2.0 200 OK (INVITE)`, sorted, each once. */
export function shapesOf(trace: string): Readonly<Record<string, readonly string[]>> {
  const scenes = trace.split(/^=== /mu).slice(1);
  return Object.fromEntries(
    scenes.map((scene) => {
      const [title = '', ...lines] = scene.split('\n');
      const shapes = [...new Set(shapesIn(lines))].filter(
        (each) => !OUR_OWN.test(each) || (title.startsWith(REGISTRATION) && each.endsWith('(REGISTER)')),
      );
      return [title, shapes.sort()];
    }),
  );
}

function shape(line: string, method: string): string {
  return line.startsWith('SIP/2.0 ') ? `${line} (${method})` : (line.split(' ')[0] ?? '');
}

/** Line by line: a message that stands for itself, or the head of one whose lines follow. */
function shapesIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, index) => {
    const [head, short] = /^\s*\d+ \S+ <(?: (.+))?$/u.exec(line) ?? [];
    if (head === undefined || short === KEEP_ALIVE) return [];
    if (short !== undefined) {
      const [, first = '', method = ''] = /^(.+?) {3}\(\d+ (\S+)\)$/u.exec(short) ?? [];
      return [shape(first, method)];
    }
    const cseq = lines.slice(index).find((each) => /^ {4}CSeq:/iu.test(each)) ?? '';
    return [shape((lines[index + 1] ?? '').trim(), cseq.split(/\s+/u).at(-1) ?? '')];
  });
}
