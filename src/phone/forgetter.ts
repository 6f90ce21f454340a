// Deletes stored things when the person or another tab says so; the code for it is loaded then (forgetting.ts).
import { KEPT_KINDS, type KeptKind } from '../storage/kept-kinds.ts';
import type { Holders } from './forgetting.ts';
import type { PhonePorts } from './ports.ts';

export class Forgetter {
  readonly #ports: PhonePorts;
  readonly #holders: Holders;

  constructor(ports: PhonePorts, holders: Holders) {
    this.#ports = ports;
    this.#holders = holders;
  }

  /** Another window deletes these kinds. Never rejects. */
  forgottenElsewhere(kinds: readonly KeptKind[]): Promise<void> {
    return this.#do(kinds, 'elsewhere');
  }

  /** Deletes these kinds, in every tab. Never rejects. */
  forget(kinds: readonly KeptKind[]): Promise<void> {
    return this.#do(kinds, 'here');
  }

  /** Deletes all but these kinds, in every tab, and so signs out. Never rejects. */
  forgetAllBut(kinds: readonly KeptKind[]): Promise<void> {
    return this.forget(KEPT_KINDS.filter((kind) => !kinds.includes(kind)));
  }

  async #do(kinds: readonly KeptKind[], where: 'here' | 'elsewhere'): Promise<void> {
    try {
      const { forget, forgottenElsewhere } = await import('./forgetting.ts');
      if (where === 'here') await forget(this.#ports, this.#holders, kinds);
      else await forgottenElsewhere(this.#holders, kinds);
    } catch (problem) {
      this.#ports.log.problem('what deletes did not load', problem);
      this.#holders.store.dispatch({ kind: 'noticed', notice: 'internal' });
    }
  }
}
