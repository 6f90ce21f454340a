// The one place where the sound of a call is judged: again whenever something that counts has changed, whatever screens show of it.
// Loaded with what only calls need.
import { NO_VITALS } from '../../diagnosis/flow.ts';
import { judgeCall } from '../../diagnosis/judge-call.ts';
import type { Evidence, Surroundings, Verdict } from '../../diagnosis/verdict.ts';
import { isRelay, isRelayOverTcp } from '../../sip/relay-url.ts';
import { accountOfCall, isRegistered } from '../accounts/account-selectors.ts';
import type { AccountState } from '../accounts/account-state.ts';
import type { VerdictsByCall, VitalsByCall } from '../phone.ts';
import type { PhoneState } from '../phone-state.ts';
import { Store, type ReadableStore } from '../store.ts';
import { liveCalls, type LiveState } from './calls-state.ts';

/** Whether such a server is among those of the account. */
function has(isSuch: (url: string) => boolean, account: AccountState | undefined): boolean {
  const servers = account?.iceServers ?? [];
  return servers.some(({ urls }) => urls.some(isSuch));
}

function surroundingsOf(state: PhoneState, call: LiveState, speakerId: string): Surroundings {
  const account = accountOfCall(state, call);
  const { outputs } = state.devices;
  return {
    online: state.online,
    registered: isRegistered(account),
    relayConfigured: has(isRelay, account),
    relayTcpConfigured: has(isRelayOverTcp, account),
    speakerGone: speakerId !== '' && outputs.length > 0 && !outputs.some(({ id }) => id === speakerId),
  };
}

function isSame(one: Evidence, other: Evidence): boolean {
  const isAround = (Object.keys(one.around) as (keyof Surroundings)[]).every(
    (key) => one.around[key] === other.around[key],
  );
  return one.call === other.call && one.vitals === other.vitals && isAround;
}

/** The verdict on a call; the same object where the evidence is the same. */
function judged(before: Verdict | undefined, evidence: Evidence): Verdict {
  return before !== undefined && isSame(before.evidence, evidence) ? before : judgeCall(evidence);
}

/** Follows the calls that are not over and what is measured of them; the verdict on each, by its id. */
export function judgeCalls(
  store: ReadableStore<PhoneState>,
  vitals: ReadableStore<VitalsByCall>,
): ReadableStore<VerdictsByCall> {
  const verdicts = new Store<VerdictsByCall, VerdictsByCall>({}, (_before, now) => now);
  const judge = (): void => {
    const before = verdicts.state;
    const calls = liveCalls(store.state);
    const now = calls.map((call) => {
      const measured = vitals.state[call.id] ?? NO_VITALS;
      const around = surroundingsOf(store.state, call, measured.speakerId ?? '');
      const verdict = judged(before[call.id], { call, vitals: measured, around });
      return [call.id, verdict] as const;
    });
    const isUnchanged =
      calls.length === Object.keys(before).length && now.every(([id, verdict]) => before[id] === verdict);
    if (!isUnchanged) verdicts.dispatch(Object.fromEntries(now));
  };
  store.subscribe(judge);
  vitals.subscribe(judge);
  judge();
  return verdicts;
}
