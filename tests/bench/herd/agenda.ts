// Time in a simulation: what happens next, in order. A binary heap, because there are millions of events.

/** An event to come; cancelled by setting `task` to undefined. */
export interface Appointment {
  readonly atMs: number;
  readonly order: number;
  task: (() => void) | undefined;
}

const isBefore = (one: Appointment, other: Appointment): boolean =>
  one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);

export class Agenda {
  nowMs = 0;
  readonly #heap: Appointment[] = [];
  #order = 0;

  after(delayMs: number, task: () => void): Appointment {
    const appointment = { atMs: this.nowMs + Math.max(0, delayMs), order: this.#order++, task };
    this.#push(appointment);
    return appointment;
  }

  /** Runs events until there is none, or none before `untilMs`, or `isDone` says so. */
  run(untilMs: number, isDone: () => boolean): void {
    for (let next = this.#heap[0]; next !== undefined && next.atMs <= untilMs; next = this.#heap[0]) {
      this.#pop();
      if (next.task === undefined) continue;
      this.nowMs = next.atMs;
      next.task();
      if (isDone()) return;
    }
  }

  #push(added: Appointment): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(added);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(added, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = added;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      const isRight = right !== undefined && left !== undefined && isBefore(right, left);
      const least = isRight ? right : left;
      if (least === undefined || !isBefore(least, last)) break;
      heap[at] = least;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = last;
  }
}

/** Calls an appointment off. */
export function cancel(appointment: Appointment | undefined): void {
  if (appointment !== undefined) appointment.task = undefined;
}
