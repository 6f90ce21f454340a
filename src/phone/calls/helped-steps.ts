// Which repair helped last on the network that the device is in: the next one begins with it. Forgotten with the network.
import type { RepairStep } from '../../diagnosis/verdict.ts';

export class HelpedSteps {
  #network = '';
  #step: RepairStep | undefined;

  /** What helped on this network; undefined where nothing did. */
  on(network: string): RepairStep | undefined {
    return network === this.#network ? this.#step : undefined;
  }

  note(network: string, step: RepairStep): void {
    this.#network = network;
    this.#step = step;
  }
}
