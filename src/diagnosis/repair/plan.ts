// What is done by itself about sound that is missing, and when: a step at a time, each measured before the next. Pure; the phone carries the
// steps out (phone/calls/mender.ts).
//
//   idle --something to mend--> doubtful --it lasts--> trying (the first step) --not helped in time--> trying (the next) ... --none left--> failed
//   doubtful, failed --all is well--> idle          trying --sound passes both ways, measured after the step--> helped --a moment later--> idle
//   failed --after 8, 15, 15 ... s--> trying (a new path)            any --the person asks--> trying (the first step)
//   any --the server is back, and sound is missing--> trying (a new path): the address changed
//   server and sound lost together for a minute --> given up
import type { FlowState } from '../flow.ts';
import type { Mending, RepairStep, Verdict } from '../verdict.ts';
import { kindOf, ladderOf, type Means } from './ladders.ts';

/** What the plan looks at. Times are milliseconds since the epoch. */
export interface RepairFacts extends Means {
  readonly atMs: number;
  readonly verdict: Verdict;
  /** We called: of two that repair at the same moment, the one who called goes first (as in RFC 3261 14.1). */
  readonly isCaller: boolean;
  /** Since when the server is out of reach; undefined while it is not. */
  readonly serverLostMs: number | undefined;
  /** When it could be reached again the last time, perhaps from another address; undefined where it was never lost. */
  readonly serverBackMs?: number | undefined;
  /** When a word of the far side came last, or one of ours was answered; undefined where it never tells (docs/adr/0026). */
  readonly reachedAtMs?: number | undefined;
}

export type RepairState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'doubtful'; readonly sinceMs: number }
  | {
      readonly kind: 'trying';
      readonly step: RepairStep;
      readonly sinceMs: number;
      readonly tried: readonly RepairStep[];
      readonly rounds: number;
    }
  | { readonly kind: 'helped'; readonly step: RepairStep; readonly sinceMs: number }
  | {
      readonly kind: 'failed';
      readonly sinceMs: number;
      readonly againMs: number;
      readonly tried: readonly RepairStep[];
      readonly rounds: number;
    };

export const NO_REPAIR: RepairState = { kind: 'idle' };

export interface RepairTurn {
  readonly state: RepairState;
  /** To be done now. */
  readonly step: RepairStep | 'giveUp' | undefined;
}

/** What is missing may come back by itself within this time; milliseconds. What is local is put right at once. */
const DOUBT_MS = { path: 250, playing: 0, speaking: 100 } as const;
/** A far side that tells and can't be reached may have changed its address: it offers first then, and an offer of ours would cross it. */
const UNREACHED_MS = 1300;
/** So long one end leaves the other to mend what that one sees better. */
const THEIR_TURN_MS = 1500;
/** Who was called leaves the other so much time to repair first. */
const CALLEE_WAITS_MS = 500;
/** Where only the far side's word speaks for it, and where checks are still going on, a while longer. */
const PATIENT_MS = 3000;
/** How long a step may take until sound passes, in milliseconds, besides so many round trips. */
const STEP_MS: Readonly<Record<RepairStep, number>> = {
  playback: 1000,
  systemSpeaker: 1000,
  microphone: 2000,
  offer: 2500,
  restart: 2500,
  relayRestart: 1500,
  everythingRestart: 3000,
  renewal: 3500,
  relayRenewal: 3500,
  relayTcpRenewal: 3500,
};
const ROUND_TRIPS = 6;
/** What was measured before a step began says nothing of it: an offer and its answer take a while. */
const AFTERMATH_MS = 1500;
const LOCAL_AFTERMATH_MS = 400;
const IS_LOCAL: readonly RepairStep[] = ['playback', 'systemSpeaker', 'microphone'];
/** A new path is looked for again after these. */
const AGAIN_MS: readonly number[] = [8000, 15_000];
/** So long it is said that it helped. */
const HELPED_FOR_MS = 5000;
/** How long server and sound must be lost together before the call is given up. */
export const GIVE_UP_AFTER_MS = 60_000;

const PASSES: readonly FlowState[] = ['flowing', 'quiet', 'sent', 'unsent', 'held'];

/** Sound passes both ways, or rests because somebody wants it so. */
function isWell({ name, evidence: { vitals } }: Verdict): boolean {
  if (kindOf(name) !== undefined) return false;
  return PASSES.includes(vitals.youToThem.flow) && PASSES.includes(vitals.themToYou.flow);
}

function isPatient({ verdict }: RepairFacts): boolean {
  const { name, evidence } = verdict;
  if (name === 'theyCantDecode') return true;
  return name === 'lostOnTheWayOut' && evidence.vitals.signs?.heardThere !== 'lost';
}

/** Both ends hear nothing, as far as is known: both will want to mend it. */
function mayCross({ isCaller, verdict }: RepairFacts): boolean {
  const hears = verdict.evidence.vitals.signs?.told?.hear;
  return !isCaller && hears !== 'sound' && hears !== 'silence';
}

function doubtMs(sinceMs: number, facts: RepairFacts): number {
  const kind = kindOf(facts.verdict.name) ?? 'path';
  if (kind !== 'path') return DOUBT_MS[kind];
  const { reachedAtMs } = facts;
  const isUnreached = reachedAtMs !== undefined && reachedAtMs < sinceMs;
  // A phone of ours that hears nothing tries first, from its end.
  const isTheirTurn = facts.isOurs && facts.verdict.name === 'lostOnTheWayOut';
  const waits =
    (isTheirTurn ? THEIR_TURN_MS : 0) +
    (mayCross(facts) ? CALLEE_WAITS_MS : 0) +
    (isUnreached ? UNREACHED_MS : 0);
  return (isPatient(facts) ? PATIENT_MS : DOUBT_MS.path) + waits;
}

function stepMs(step: RepairStep, { verdict }: RepairFacts): number {
  return STEP_MS[step] + ROUND_TRIPS * Math.min(1000, verdict.evidence.vitals.rttMs ?? 0);
}

function aftermathMs(step: RepairStep): number {
  return IS_LOCAL.includes(step) ? LOCAL_AFTERMATH_MS : AFTERMATH_MS;
}

const stays = (state: RepairState): RepairTurn => ({ state, step: undefined });

/** The first step that was not tried, or none. */
function tryNext(
  facts: RepairFacts,
  { tried, rounds }: { readonly tried: readonly RepairStep[]; readonly rounds: number },
): RepairTurn {
  const { atMs, verdict } = facts;
  const step = ladderOf(verdict, facts).find((each) => !tried.includes(each));
  if (step !== undefined)
    return { state: { kind: 'trying', step, sinceMs: atMs, tried: [...tried, step], rounds }, step };
  const afterMs = AGAIN_MS[Math.min(rounds, AGAIN_MS.length - 1)] ?? 0;
  return stays({ kind: 'failed', sinceMs: atMs, againMs: atMs + afterMs, tried, rounds: rounds + 1 });
}

const FIRST = { tried: [], rounds: 0 } as const;

/** Another address means another path, whatever was tried on the one before. */
function restartAt(atMs: number, rounds: number): RepairTurn {
  const step = 'restart';
  return { state: { kind: 'trying', step, sinceMs: atMs, tried: [step], rounds }, step };
}

function isGivenUp(facts: RepairFacts, sinceMs: number): boolean {
  const { serverLostMs, atMs } = facts;
  return serverLostMs !== undefined && atMs - Math.max(serverLostMs, sinceMs) >= GIVE_UP_AFTER_MS;
}

/** Whether a person would say that the sound is gone, hold aside. */
function isSoundGone({ evidence: { vitals } }: Verdict): boolean {
  return vitals.themToYou.flow === 'stopped' || vitals.youToThem.flow === 'stopped';
}

/** Sound that goes so soon after another way to the server was found went with it: the address changed. In milliseconds. */
const WENT_TOGETHER_MS = 5000;

function wentWithTheServer({ serverBackMs, atMs }: RepairFacts): boolean {
  return serverBackMs !== undefined && atMs - serverBackMs < WENT_TOGETHER_MS;
}

function whileTrying(state: Extract<RepairState, { kind: 'trying' }>, facts: RepairFacts): RepairTurn {
  const elapsedMs = facts.atMs - state.sinceMs;
  if (isWell(facts.verdict))
    return elapsedMs >= aftermathMs(state.step)
      ? stays({ kind: 'helped', step: state.step, sinceMs: facts.atMs })
      : stays(state);
  // Nothing reaches anybody before the server is back: that is waited for, and begins anew.
  if (facts.serverLostMs !== undefined) return stays(state);
  if (elapsedMs < stepMs(state.step, facts)) return stays(state);
  // What is left is nothing that another step would mend.
  if (kindOf(facts.verdict.name) === undefined) return stays(NO_REPAIR);
  return tryNext(facts, state);
}

/** The next look at the call. */
export function nextRepair(state: RepairState, facts: RepairFacts): RepairTurn {
  const { atMs, verdict, serverLostMs } = facts;
  if (state.kind !== 'idle' && state.kind !== 'helped' && isGivenUp(facts, state.sinceMs))
    return { state, step: 'giveUp' };
  const isDue = kindOf(verdict.name) !== undefined || (serverLostMs !== undefined && isSoundGone(verdict));
  switch (state.kind) {
    case 'idle':
      return stays(isDue ? { kind: 'doubtful', sinceMs: atMs } : state);
    case 'doubtful':
      if (!isDue) return stays(NO_REPAIR);
      if (serverLostMs === undefined && kindOf(verdict.name) === 'path' && wentWithTheServer(facts))
        return restartAt(atMs, 0);
      return serverLostMs === undefined && atMs - state.sinceMs >= doubtMs(state.sinceMs, facts)
        ? tryNext(facts, FIRST)
        : stays(state);
    case 'trying':
      return whileTrying(state, facts);
    case 'helped':
      if (isDue) return stays({ kind: 'doubtful', sinceMs: atMs });
      return stays(atMs - state.sinceMs >= HELPED_FOR_MS ? NO_REPAIR : state);
    case 'failed':
      if (!isDue) return stays(isWell(verdict) ? NO_REPAIR : state);
      return atMs >= state.againMs && serverLostMs === undefined && kindOf(verdict.name) === 'path'
        ? restartAt(atMs, state.rounds)
        : stays(state);
  }
}

/** The person asks for the sound to be looked for. */
export function askedFor(facts: RepairFacts): RepairTurn {
  const turn = tryNext(facts, FIRST);
  // Whoever presses hears something that the phone does not see.
  return turn.step === undefined ? restartAt(facts.atMs, 0) : turn;
}

/** The server can be reached again: a call whose sound is missing needs a new path, any other only tells where it is now. */
export function serverBack(state: RepairState, facts: RepairFacts): RepairTurn {
  const isMissing = state.kind !== 'idle' && state.kind !== 'helped';
  const isDoubted = facts.verdict.evidence.vitals.signs?.isArrivalDoubted === true;
  return isMissing || isDoubted || isSoundGone(facts.verdict)
    ? restartAt(facts.atMs, 0)
    : { state, step: 'offer' };
}

/** When time alone changes something; undefined where something else has to happen first, such as that the server is back. */
function dueMs(state: RepairState, facts: RepairFacts): number | undefined {
  const { serverLostMs, verdict } = facts;
  if (state.kind === 'helped') return state.sinceMs + HELPED_FOR_MS;
  if (state.kind === 'trying' && isWell(verdict)) return state.sinceMs + aftermathMs(state.step);
  if (state.kind === 'idle' || serverLostMs !== undefined) return undefined;
  if (state.kind === 'doubtful') return state.sinceMs + doubtMs(state.sinceMs, facts);
  if (state.kind === 'trying') return state.sinceMs + stepMs(state.step, facts);
  return kindOf(verdict.name) === 'path' ? state.againMs : undefined;
}

/** When the plan wants to look again at the latest; undefined where nothing waits for time. */
export function nextLookMs(state: RepairState, facts: RepairFacts): number | undefined {
  const giveUpMs =
    facts.serverLostMs === undefined || state.kind === 'idle' || state.kind === 'helped'
      ? undefined
      : Math.max(facts.serverLostMs, state.sinceMs) + GIVE_UP_AFTER_MS;
  const times = [giveUpMs, dueMs(state, facts)].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** What is said of it. */
export function mendingOf(state: RepairState): Mending | undefined {
  switch (state.kind) {
    case 'idle':
    case 'doubtful':
      return undefined;
    case 'trying':
    case 'helped':
      return { state: state.kind, step: state.step };
    case 'failed':
      return { state: 'failed', step: state.tried.at(-1) };
  }
}
