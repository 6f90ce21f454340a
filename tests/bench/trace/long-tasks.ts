// Reads a trace of Chromium (about:tracing's JSON): the tasks that a page's main thread ran between two marks of that page, how long
// each took by the clock and of the processor, and what it was.

/** One event of a trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly data?: EventData; readonly name?: string };
}

interface EventData {
  readonly functionName?: string;
  readonly url?: string;
  readonly type?: string;
}

export interface Task {
  /** Milliseconds after the first mark. */
  readonly atMs: number;
  /** Milliseconds by the clock, those in which other processes had the processor included. */
  readonly wallMs: number;
  /** Milliseconds that the thread itself had the processor. */
  readonly cpuMs: number;
  /** What took the most of it, the costliest first. */
  readonly what: string;
}

/** What tasks are made of, as a person who looks for a cause asks. Each time is without what lies within. */
const KINDS: Readonly<Record<string, string>> = {
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  PrePaint: 'paint',
  Paint: 'paint',
  Layerize: 'paint',
  Commit: 'paint',
  EvaluateScript: 'evaluate',
  'v8.compile': 'compile',
  MajorGC: 'GC',
  MinorGC: 'GC',
  'V8.GC_MC_BACKGROUND_MARKING': 'GC',
  ParseHTML: 'parse',
  FunctionCall: 'script',
  RunMicrotasks: 'microtasks',
  EventDispatch: 'event',
  FireAnimationFrame: 'frame',
  TimerFire: 'timer',
};

const TASK = 'ThreadControllerImpl::RunTask';
const MOST_SHOWN = 4;

/** The categories that `tasksBetween` reads. */
export const CATEGORIES = [
  'toplevel',
  'blink.user_timing',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8',
  '__metadata',
];

const fileOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

function nameOf({ name, args }: TraceEvent): string {
  const kind = KINDS[name] ?? name;
  const data = args?.data;
  if (data?.type !== undefined && name === 'EventDispatch') return `${kind} ${data.type}`;
  if (data?.url === undefined || data.url === '') return kind;
  return `${kind} ${data.functionName ?? ''} ${fileOf(data.url)}`.replace(/ {2,}/gu, ' ');
}

const lengthOf = ({ dur = 0 }: TraceEvent): number => dur;
const endOf = (event: TraceEvent): number => event.ts + lengthOf(event);

/** Microseconds of each event without those within it, summed by name. `events` in the order of their beginning. */
function ownTimes(events: readonly TraceEvent[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  const add = (name: string, by: number): void => void sums.set(name, (sums.get(name) ?? 0) + by);
  const open: TraceEvent[] = [];
  for (const event of events) {
    while (open.length > 0 && endOf(open.at(-1) ?? event) <= event.ts) open.pop();
    const around = open.at(-1);
    if (around !== undefined) add(nameOf(around), -lengthOf(event));
    add(nameOf(event), lengthOf(event));
    open.push(event);
  }
  return sums;
}

function describe(task: TraceEvent, thread: readonly TraceEvent[]): string {
  const within = thread.filter(
    (event) => event !== task && event.ts >= task.ts && endOf(event) <= endOf(task) && event.name in KINDS,
  );
  return [...ownTimes(within)]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_SHOWN)
    .map(([name, own]) => `${name} ${(own / 1000).toFixed(1)}`)
    .join(', ');
}

/** The tasks between the marks `from` and `to` (performance.mark) on the thread that made them; throws where either is missing. */
export function tasksBetween(trace: string, from: string, to: string): readonly Task[] {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const begin = traceEvents.find(({ name }) => name === from);
  const end = traceEvents.find(({ name }) => name === to);
  if (begin === undefined || end === undefined) throw new Error(`no mark ${from} or ${to} in the trace`);
  const thread = traceEvents
    .filter(({ ph, pid, tid }) => ph === 'X' && pid === begin.pid && tid === begin.tid)
    .toSorted((one, other) => one.ts - other.ts || lengthOf(other) - lengthOf(one));
  return thread
    .filter((event) => event.name === TASK && endOf(event) > begin.ts && event.ts < end.ts)
    .map((task) => ({
      atMs: (task.ts - begin.ts) / 1000,
      wallMs: lengthOf(task) / 1000,
      cpuMs: (task.tdur ?? 0) / 1000,
      what: describe(task, thread),
    }));
}
