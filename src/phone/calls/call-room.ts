// Carries out the commands for calls.
import type { CallCommand, Room } from '../commands.ts';
import type { PhoneEvent } from '../phone-reducer.ts';
import type { PhoneState } from '../phone-state.ts';
import type { PhonePorts } from '../ports.ts';
import type { Store } from '../store.ts';
import type { CallAccount } from './call-context.ts';
import type { Calls } from './calls.ts';
import type { LiveCall } from './live-call.ts';

export interface CallRoomContext {
  readonly ports: Pick<PhonePorts, 'clock'>;
  readonly store: Store<PhoneState, PhoneEvent>;
  readonly calls: Calls;
  /** The account of this id, or the one that dials. */
  readonly account: (id: string | undefined) => CallAccount | undefined;
}

type Dial = Extract<CallCommand, { kind: 'dial' }>;

export class CallRoom implements Room<CallCommand> {
  readonly #context: CallRoomContext;

  constructor(context: CallRoomContext) {
    this.#context = context;
  }

  async do(command: CallCommand): Promise<void> {
    if (command.kind === 'dial') {
      await this.#dial(command);
      return;
    }
    if (command.kind === 'dismissCall') {
      this.#context.store.dispatch({ kind: 'callDismissed', id: command.callId });
      return;
    }
    const { calls } = this.#context;
    if (command.kind === 'confer') {
      await calls.confer(command.callIds);
      return;
    }
    const call = calls.find(command.callId);
    if (call === undefined) return;
    const work = this.#among(calls, command);
    if (work === undefined) this.#of(call, command);
    else await work;
  }

  async #dial({ called, accountId }: Dial): Promise<void> {
    const { store, calls, account } = this.#context;
    if (store.state.ability.kind !== 'able') {
      store.dispatch({ kind: 'noticed', notice: 'cannotCall' });
      return;
    }
    const over = account(accountId);
    if (over !== undefined) await calls.dial(called, over);
  }

  /** What concerns the other calls too; undefined where it does not. */
  #among(calls: Calls, command: CallCommand): Promise<void> | undefined {
    switch (command.kind) {
      case 'answer':
        return calls.answer(command.callId, command.present ?? 'hold');
      case 'hangUp':
        calls.hangUp(command.callId);
        return Promise.resolve();
      case 'switchTo':
        return calls.switchTo(command.callId);
      case 'setHold':
        return calls.setHold(command.callId, command.held);
      case 'transfer':
        return calls.transfers.blind(command.callId, command.called);
      case 'consult':
        return calls.transfers.consult(command.callId, command.called);
      case 'join':
        return calls.join(command.callId, command.withId);
      case 'answerReferral':
        return calls.transfers.answerReferral(command.callId, command.accept);
      case 'leaveConference':
        return calls.leaveConference(command.callId);
      case 'setMuted':
        calls.setMuted(command.callId, command.muted);
        return Promise.resolve();
      default:
        return undefined;
    }
  }

  #of(call: LiveCall, command: CallCommand): void {
    switch (command.kind) {
      case 'decline':
        call.decline();
        return;
      case 'sendTone':
        call.keys.press(command.tone, command.heldMs);
        return;
      case 'typePause':
        call.keys.typePause(command.pause);
        return;
      case 'sendKeys':
        call.keys.send(command.keys);
        return;
      case 'goOnWithKeys':
        call.keys.goOn();
        return;
      case 'stopKeys':
        call.keys.stop();
        return;
      case 'dismissTransfer':
        this.#context.calls.transfers.dismiss(call.id);
        return;
      case 'setHeard':
        this.#context.calls.conference.setHeard(call.id, command.isHeard);
        return;
      case 'repairSound':
        call.repairSound();
        return;
      case 'answerTakeover':
        if (command.accept) call.takeover.accept();
        else call.takeover.decline();
        return;
      default:
    }
  }
}
