// The simulator of docs/scale.md with numbers small enough to be followed by hand.
import { describe, expect, it } from 'vitest';
import { Agenda, cancel } from '../../bench/herd/agenda.ts';
import { HerdServer, type Answer } from '../../bench/herd/server.ts';
import { simulate, type Scenario } from '../../bench/herd/simulate.ts';
import { Rate, Tally } from '../../bench/herd/tally.ts';

const ROOMY = { perSecond: 100, backlog: 1000, registerQueue: 1000 };

const scenario = (changes: Partial<Scenario>): Scenario => ({
  policy: 'ours',
  phones: 50,
  downMs: 10_000,
  server: ROOMY,
  seed: 1,
  limitMs: 600_000,
  ...changes,
});

describe('the agenda', () => {
  it('runs what falls due in the order of time, and of making where times are equal', () => {
    const agenda = new Agenda();
    const ran: string[] = [];
    for (const [delay, name] of [
      [30, 'c'],
      [10, 'a'],
      [20, 'x'],
      [10, 'b'],
      [5000, 'late'],
    ] as const) {
      const appointment = agenda.after(delay, () => {
        ran.push(`${name} ${String(agenda.nowMs)}`);
      });
      if (name === 'x') cancel(appointment);
    }
    agenda.run(1000, () => false);
    expect(ran).toEqual(['a 10', 'b 10', 'c 30']);
  });

  it('keeps its order with many', () => {
    const agenda = new Agenda();
    const ran: number[] = [];
    for (let count = 0; count < 1000; count++)
      agenda.after((count * 7919) % 1009, () => ran.push(agenda.nowMs));
    agenda.run(2000, () => false);
    expect(ran).toEqual([...ran].sort((a, b) => a - b));
    expect(ran).toHaveLength(1000);
  });
});

describe('the server', () => {
  const opened = (agenda: Agenda, server: HerdServer, log: string[]): void => {
    server.connect({
      opened: (connection) => {
        log.push(`open ${agenda.nowMs.toFixed(1)}`);
        const answer = (status: Answer): void => {
          log.push(`${String(status)} ${agenda.nowMs.toFixed(1)}`);
          if (status === 401) server.register(connection, answer);
        };
        server.register(connection, answer);
      },
      refused: () => log.push(`refused ${agenda.nowMs.toFixed(1)}`),
    });
  };

  it('does a registration in the time its rate says: 70 % handshake, twice 15 % REGISTER', () => {
    const [agenda, log] = [new Agenda(), [] as string[]];
    const server = new HerdServer(agenda, ROOMY, new Tally());
    opened(agenda, server, log);
    agenda.run(0, () => false);
    server.isUp = true;
    opened(agenda, server, log);
    agenda.run(1000, () => false);
    expect(log).toEqual(['refused 0.0', 'open 7.0', '401 8.5', '200 10.0']);
  });

  it('lets a SYN wait for its repetition where the backlog is full, and answers 503 where its REGISTERs are', () => {
    const [agenda, tally, log] = [new Agenda(), new Tally(), [] as string[]];
    const server = new HerdServer(agenda, { perSecond: 100, backlog: 1, registerQueue: 0 }, tally);
    server.isUp = true;
    opened(agenda, server, log);
    opened(agenda, server, log);
    agenda.run(5000, () => false);
    expect(log).toEqual(['open 7.0', '503 7.0', 'open 1007.0', '503 1007.0']);
    expect([tally.droppedSyns, tally.refusals]).toEqual([1, 2]);
  });

  it('spends little on a phone that has gone', () => {
    const [agenda, tally, log] = [new Agenda(), new Tally(), [] as string[]];
    const server = new HerdServer(agenda, ROOMY, tally);
    server.isUp = true;
    opened(agenda, server, log);
    server.connect({ opened: () => log.push('never'), refused: () => log.push('never') }).abandon();
    agenda.run(5000, () => false);
    expect(log).toEqual(['open 7.0', '401 8.8', '200 10.3']);
    expect(tally.abandoned).toBe(1);
  });
});

describe('a herd', () => {
  it('comes back whole by our policies, and in the same way for the same seed', () => {
    const outcome = simulate(scenario({}));
    expect(outcome).toEqual(simulate(scenario({})));
    expect(outcome).not.toEqual(simulate(scenario({ seed: 2 })));
    expect(outcome.neverBack).toBe(0);
    // Everyone asks once a second, and the server needs half a second for all.
    expect(outcome.allMs).toBeLessThan(2000);
    expect(outcome.peakRegisters).toBeLessThanOrEqual(100);
  });

  it('takes as long as the server needs, where that is the bottleneck', () => {
    const outcome = simulate(scenario({ phones: 500, server: { ...ROOMY, perSecond: 50 } }));
    expect(outcome.neverBack).toBe(0);
    expect(outcome.allMs).toBeGreaterThan(10_000);
  });

  it('comes back by itself after 503, with our policies', () => {
    const server = { perSecond: 100, backlog: 1000, registerQueue: 5 };
    const outcome = simulate(scenario({ phones: 200, server }));
    expect(outcome.refusals).toBeGreaterThan(0);
    expect(outcome.neverBack).toBe(0);
  });

  it('loses phones for good to a 503, with JsSIP alone', () => {
    const server = { perSecond: 100, backlog: 1000, registerQueue: 5 };
    const outcome = simulate(scenario({ phones: 200, server, policy: 'jssip' }));
    expect(outcome.neverBack).toBeGreaterThan(0);
    expect(outcome.neverBack).toBeLessThanOrEqual(outcome.refusals);
    expect(outcome.allMs).toBeUndefined();
  });

  it('knocks in step with JsSIP alone: whole seconds, two at least', () => {
    const outcome = simulate(scenario({ policy: 'jssip' }));
    expect(outcome.peakConnectsDown).toBe(50);
  });
});

it('counts by seconds', () => {
  const rate = new Rate();
  for (const atMs of [0, 999, 1000, 5000, 5001, 5999]) rate.note(atMs);
  expect([rate.total, rate.peak(), rate.peak(0, 5), rate.peak(6)]).toEqual([6, 3, 2, 0]);
});
