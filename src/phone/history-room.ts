// Carries out the commands for the history and for the stored SIP messages.
import type { HistoryCommand, Room, TraceCommand } from './commands.ts';
import type { Forgetter } from './forgetter.ts';
import { asSeen } from './history.ts';
import type { KeptData } from './kept-data.ts';

export class HistoryRoom implements Room<HistoryCommand | TraceCommand> {
  readonly #keptData: KeptData;
  readonly #forgetter: Forgetter;

  constructor(keptData: KeptData, forgetter: Forgetter) {
    this.#keptData = keptData;
    this.#forgetter = forgetter;
  }

  async do(command: HistoryCommand | TraceCommand): Promise<void> {
    switch (command.kind) {
      case 'deleteHistoryEntry':
        this.#keptData.deleteHistoryEntry(command.id);
        return;
      case 'markHistorySeen':
        this.#keptData.changeEach(asSeen);
        return;
      case 'rateSound':
        this.#keptData.changeEach((entry) =>
          entry.id === command.id ? { ...entry, opinion: command.opinion } : entry,
        );
        return;
      case 'clearHistory':
        await this.#forgetter.forget(['history']);
        return;
      case 'clearTrace':
        await this.#forgetter.forget(['trace']);
    }
  }
}
