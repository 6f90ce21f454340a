// A herd of phones whose server restarts: what they do to it, and when they are back. The same seed gives the same run.
import { seeded } from '../../doubles/mutate.ts';
import { Agenda } from './agenda.ts';
import { JsSipPhone } from './jssip-phone.ts';
import { OwnPhone } from './own-phone.ts';
import { HerdServer, type ServerModel } from './server.ts';
import { Tally } from './tally.ts';

export interface Scenario {
  readonly policy: 'ours' | 'jssip';
  readonly phones: number;
  /** How long the server refuses connections, in milliseconds. */
  readonly downMs: number;
  readonly server: ServerModel;
  readonly seed: number;
  /** When the simulation is given up, in milliseconds. */
  readonly limitMs: number;
}

export interface Outcome {
  /** Attempts to connect in the worst second: while the server is down, and once it is up. */
  readonly peakConnectsDown: number;
  readonly peakConnectsUp: number;
  readonly peakRegisters: number;
  /** Milliseconds from the server's return until that share is registered; undefined where it never is. */
  readonly halfMs: number | undefined;
  readonly mostMs: number | undefined;
  readonly allMs: number | undefined;
  readonly neverBack: number;
  /** Attempts that did not make a phone come back. */
  readonly wastedConnects: number;
  readonly wastedRegisters: number;
  readonly refusals: number;
}

function outcomeOf(tally: Tally, { phones, downMs }: Scenario): Outcome {
  const after = (share: number): number | undefined => {
    const atMs = tally.backAt(share, phones);
    return atMs === undefined ? undefined : atMs - downMs;
  };
  const back = tally.backMs.length;
  const upSecond = Math.floor(downMs / 1000);
  return {
    peakConnectsDown: tally.connects.peak(0, upSecond),
    peakConnectsUp: tally.connects.peak(upSecond),
    peakRegisters: tally.registers.peak(),
    halfMs: after(0.5),
    mostMs: after(0.99),
    allMs: after(1),
    neverBack: phones - back,
    wastedConnects: tally.connects.total - back,
    // Two for each registration: the challenge and its answer.
    wastedRegisters: Math.max(0, tally.registers.total - 2 * back),
    refusals: tally.refusals,
  };
}

export function simulate(scenario: Scenario): Outcome {
  const { policy, phones, downMs, seed, limitMs } = scenario;
  const [agenda, tally, random] = [new Agenda(), new Tally(), seeded(seed)];
  const server = new HerdServer(agenda, scenario.server, tally);
  agenda.after(downMs, () => {
    server.isUp = true;
  });
  for (let count = 0; count < phones; count++) {
    const phone =
      policy === 'ours'
        ? new OwnPhone(agenda, server, tally, random)
        : new JsSipPhone(agenda, server, tally, random);
    phone.lose();
  }
  agenda.run(limitMs, () => tally.backMs.length === phones);
  return outcomeOf(tally, scenario);
}
