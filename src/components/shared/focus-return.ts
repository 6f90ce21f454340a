// For what covers the window for a while: when it goes, the focus goes back to where it was, if nothing else took it and that
// place is still there.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { deepActiveElement } from './typing.ts';

export class FocusReturn implements ReactiveController {
  #before: Element | null = null;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#before = deepActiveElement();
  }

  hostDisconnected(): void {
    const before = this.#before;
    // What lay behind can be reached again once the whole change was drawn.
    queueMicrotask(() => {
      const active = deepActiveElement();
      const isFree = active === null || active === document.body;
      if (isFree && before instanceof HTMLElement && before !== document.body) before.focus();
    });
  }
}
