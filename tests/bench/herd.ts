// npm run bench -- herd: 100 000 phones whose server restarts, simulated with the phone's real policies and with JsSIP's own.
import { simulate, type Outcome, type Scenario } from './herd/simulate.ts';
import type { ServerModel } from './herd/server.ts';
import type { Result } from './result.ts';

const PHONES = Number(process.env['BOTHWAYS_PHONES'] ?? 100_000);
const HOUR_MS = 3_600_000;
/** Linux's limit for connections that wait, and what fills the queue of Kamailio's worker (docs/scale.md), rounded. */
const REFUSING = { backlog: 4096, registerQueue: 1000 };
/** A server that lets every REGISTER wait. */
const PATIENT = { backlog: 4096, registerQueue: Infinity };

const both = (downMs: number, server: ServerModel): Scenario[] =>
  (['ours', 'jssip'] as const).map((policy) => ({
    policy,
    phones: PHONES,
    downMs,
    server,
    seed: 20_261,
    limitMs: HOUR_MS,
  }));

const SCENARIOS: readonly Scenario[] = [
  ...both(10_000, { ...REFUSING, perSecond: 2000 }),
  ...both(10_000, { ...REFUSING, perSecond: 300 }),
  ...both(60_000, { ...REFUSING, perSecond: 2000 }),
  ...both(60_000, { ...REFUSING, perSecond: 300 }),
  ...both(10_000, { ...PATIENT, perSecond: 2000 }),
  ...both(10_000, { ...PATIENT, perSecond: 300 }),
];

const seconds = (ms: number | undefined): string => (ms === undefined ? 'never' : (ms / 1000).toFixed(0));

function resultsOf({ policy, downMs, server }: Scenario, outcome: Outcome): Result[] {
  const who = policy === 'ours' ? 'ours' : 'JsSIP';
  const overload = server.registerQueue === Infinity ? 'no 503' : '503';
  const about = `Herd, down ${seconds(downMs)} s, ${String(server.perSecond)}/s, ${overload}, ${who}`;
  const { peakConnectsDown, peakConnectsUp, peakRegisters, refusals, neverBack } = outcome;
  return [
    { what: `${about}: connects at most, down`, value: peakConnectsDown, unit: 'a second' },
    { what: `${about}: connects at most, up`, value: peakConnectsUp, unit: 'a second' },
    { what: `${about}: REGISTERs at most`, value: peakRegisters, unit: 'a second' },
    { what: `${about}: half of them back`, value: seconds(outcome.halfMs), unit: 's' },
    { what: `${about}: 99 % back`, value: seconds(outcome.mostMs), unit: 's' },
    { what: `${about}: all back`, value: seconds(outcome.allMs), unit: 's' },
    { what: `${about}: not back after an hour`, value: neverBack, unit: 'phones' },
    { what: `${about}: connects in vain`, value: outcome.wastedConnects, unit: '' },
    { what: `${about}: REGISTERs in vain`, value: outcome.wastedRegisters, unit: '' },
    { what: `${about}: answered 503`, value: refusals, unit: '' },
  ];
}

export function measure(): readonly Result[] {
  return SCENARIOS.flatMap((scenario) => resultsOf(scenario, simulate(scenario)));
}
