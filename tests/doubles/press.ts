// What a person presses, in one word each: the commands for the call that they are with, and the state as they see it.
import { activeCall } from '../../src/phone/calls/calls-state.ts';
import type { Phone } from '../../src/phone/phone.ts';
import type { PhoneState } from '../../src/phone/phone-state.ts';
import type { Settings } from '../../src/phone/settings.ts';
import type { Call, Party } from '../../src/sip/call-state.ts';
import type { Tone, TonePause } from '../../src/sip/dtmf.ts';
import type { DialTarget } from '../../src/sip/dial/dial-reading.ts';
import type { KeepableKind } from '../../src/storage/kept-kinds.ts';

type Seen = PhoneState & {
  readonly call: Call | undefined;
  readonly takeover: Party | undefined;
};

/** The state, with the call that the person is with, and who would take its place. */
export function seen({ store }: Pick<Phone, 'store'>): Seen {
  const { state } = store;
  const call = activeCall(state);
  return { ...state, call, takeover: call?.phase === 'established' ? call.takeover : undefined };
}

/** The commands of a person in front of `phone`; those for a call are for the one that they are with. */

export function press(phone: Pick<Phone, 'store' | 'calls' | 'accounts' | 'devices' | 'history' | 'app'>) {
  const { calls, accounts, devices, history, app } = phone;
  const callId = activeCall(phone.store.state)?.id ?? '';
  return {
    dial: (called: string | DialTarget) => calls.do({ kind: 'dial', called }),
    answer: (others?: 'hold' | 'end') =>
      calls.do({ kind: 'answer', callId, ...(others === undefined ? {} : { others }) }),
    decline: () => calls.do({ kind: 'decline', callId }),
    hangUp: () => calls.do({ kind: 'hangUp', callId }),
    dismissCall: () => calls.do({ kind: 'dismissCall', callId }),
    setMuted: (muted: boolean) => calls.do({ kind: 'setMuted', callId, muted }),
    setHold: (held: boolean) => calls.do({ kind: 'setHold', callId, held }),
    sendTone: (tone: Tone, heldMs?: number) =>
      calls.do({ kind: 'sendTone', callId, tone, ...(heldMs === undefined ? {} : { heldMs }) }),
    sendKeys: (keys: string) => calls.do({ kind: 'sendKeys', callId, keys }),
    typePause: (pause: TonePause) => calls.do({ kind: 'typePause', callId, pause }),
    goOnWithKeys: () => calls.do({ kind: 'goOnWithKeys', callId }),
    stopKeys: () => calls.do({ kind: 'stopKeys', callId }),
    repairSound: () => calls.do({ kind: 'repairSound', callId }),
    answerTakeover: (accept: boolean) => calls.do({ kind: 'answerTakeover', callId, accept }),
    tryDemo: () => accounts.do({ kind: 'tryDemo' }),
    signOut: (keep: readonly KeepableKind[]) => accounts.do({ kind: 'signOut', keep }),
    forgetEverything: () => accounts.do({ kind: 'forgetEverything' }),
    retryNow: (accountId?: string) =>
      accounts.do({ kind: 'retryNow', ...(accountId === undefined ? {} : { accountId }) }),
    chooseAccount: (accountId: string) => accounts.do({ kind: 'chooseAccount', accountId }),
    signOutOf: (accountId: string) => accounts.do({ kind: 'signOutOf', accountId }),
    openSetup: (passphrase: string) => accounts.do({ kind: 'openSetup', passphrase }),
    acceptSetup: (how: 'add' | 'instead' = 'add') => accounts.do({ kind: 'acceptSetup', how }),
    dismissSetup: () => accounts.do({ kind: 'dismissSetup' }),
    chooseDevice: (role: 'microphone' | 'speaker' | 'ringer', deviceId: string) =>
      devices.do({ kind: 'chooseDevice', role, deviceId }),
    testSound: (role: 'speaker' | 'ringer') => devices.do({ kind: 'testSound', role }),
    testMicrophone: () => devices.do({ kind: 'testMicrophone' }),
    endMicrophoneTest: () => devices.do({ kind: 'endMicrophoneTest' }),
    enableSound: () => devices.do({ kind: 'enableSound' }),
    clearHistory: () => history.do({ kind: 'clearHistory' }),
    deleteHistoryEntry: (id: string) => history.do({ kind: 'deleteHistoryEntry', id }),
    markHistorySeen: () => history.do({ kind: 'markHistorySeen' }),
    changeSettings: (change: Partial<Settings>) => app.do({ kind: 'changeSettings', change }),
    applyUpdate: () => app.do({ kind: 'applyUpdate' }),
    dismissNotice: () => app.do({ kind: 'dismissNotice' }),
  };
}
