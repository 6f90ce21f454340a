// What the person wants of the history and of the SIP messages that are kept, carried out.
import type { HistoryCommand, Room, TraceCommand } from './commands.ts';
import type { Forgetter } from './forgetter.ts';
import type { Keeper } from './keeper.ts';

export class HistoryRoom implements Room<HistoryCommand | TraceCommand> {
  readonly #keeper: Keeper;
  readonly #forgetter: Forgetter;

  constructor(keeper: Keeper, forgetter: Forgetter) {
    this.#keeper = keeper;
    this.#forgetter = forgetter;
  }

  async do(command: HistoryCommand | TraceCommand): Promise<void> {
    switch (command.kind) {
      case 'deleteHistoryEntry':
        this.#keeper.deleteHistoryEntry(command.id);
        return;
      case 'markHistorySeen':
        this.#keeper.markHistorySeen();
        return;
      case 'clearHistory':
        await this.#forgetter.forget(['history']);
        return;
      case 'clearTrace':
        await this.#forgetter.forget(['trace']);
    }
  }
}
