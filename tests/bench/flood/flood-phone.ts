// A phone with a real history at a hostile server: floods it, and says what it cost and what was left.
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../../scripts/lib/chromium.mjs';
import { headerOf } from '../../../server/sip/message.ts';
import { startDemo } from '../../e2e/support/demo.ts';
import { offer, request, type Message } from '../../e2e/support/flood/flood-messages.ts';
import { FloodServer } from '../../e2e/support/flood/flood-server.ts';
import { readLongTasks, watchLongTasks, type Away } from '../../e2e/support/flood/long-tasks.ts';
import { fillHistory, readHistory } from '../../e2e/support/flood/real-history.ts';
import { PhonePage } from '../../e2e/support/phone.ts';
import { watchContext } from '../../e2e/support/watch.ts';
import type { Result } from '../result.ts';
import type { Flood } from './floods.ts';

/** As many as there is room for, but for the calls of the bench itself. */
export const REAL_CALLS = 490;

export class FloodRig {
  #dialog: Partial<Message> = {};

  constructor(
    readonly phone: PhonePage,
    readonly server: FloodServer,
  ) {}

  /** An answered call, whose dialog floods may claim. */
  async talk(): Promise<void> {
    await this.phone.goTo('Phone');
    const callId = 'the-call';
    const invite = request(this.server, { method: 'INVITE', from: '2001', callId, body: offer() });
    this.server.send(invite);
    await this.phone.button('Answer').click();
    await this.phone.button('Mute').waitFor();
    const answer = this.server.seen.find(
      (each) => each.kind === 'response' && each.status === 200 && headerOf(each, 'Call-ID') === callId,
    );
    const toTag = /;tag=([^;]+)/u.exec(answer === undefined ? '' : (headerOf(answer, 'To') ?? ''))?.[1];
    this.#dialog = { callId, from: '2001', ...(toTag === undefined ? {} : { toTag }) };
    this.server.send(request(this.server, { method: 'ACK', ...this.#dialog }));
  }

  /** Sends everything at once, ends what rings, and waits for the page to come to rest. */
  async flood(flood: Flood): Promise<Away> {
    const { page } = this.phone;
    const messages = flood.messages(this.server, this.#dialog);
    await readLongTasks(page);
    for (const message of messages) this.server.send(message);
    await this.server.sent();
    const away = await readLongTasks(page);
    await this.#declineWhatRings();
    return away;
  }

  /** Whether the next call rings, and what is left of the real history. */
  async afterwards(scene: string): Promise<readonly Result[]> {
    const { page } = this.phone;
    if (this.#dialog.callId !== undefined) {
      await page.getByRole('button', { name: 'Hang up' }).click();
      await this.phone.goTo('Phone');
    }
    const from = { from: '2002', name: 'An honest caller' };
    this.server.send(request(this.server, { method: 'INVITE', ...from, body: offer() }));
    await page.getByRole('alertdialog').getByText('An honest caller').waitFor();
    await this.#declineWhatRings();
    const { real, others } = await readHistory(page);
    return [
      { what: `${scene}: the next call rings`, value: 'yes', unit: '' },
      { what: `${scene}: real calls of ${String(REAL_CALLS)} still in the history`, value: real, unit: '' },
      { what: `${scene}: lines that the floods left in it`, value: others, unit: '' },
    ];
  }

  async #declineWhatRings(): Promise<void> {
    const decline = this.phone.button('Decline');
    if (await decline.isVisible()) await decline.click();
  }
}

export async function floodPhone<Value>(task: (rig: FloodRig) => Promise<Value>): Promise<Value> {
  const demo = await startDemo();
  const server = await FloodServer.start();
  const executablePath = findChromium() ?? '';
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  try {
    const context = await browser.newContext({ permissions: ['microphone'] });
    const watch = await watchContext(context, demo.origin);
    const page = await context.newPage();
    const phone = new PhonePage(page, demo, watch);
    await phone.provision(server.profile);
    await fillHistory(page, REAL_CALLS);
    await page.reload();
    await phone.isRegistered();
    await watchLongTasks(page);
    return await task(new FloodRig(phone, server));
  } finally {
    await browser.close();
    await server.stop();
    await demo.stop();
  }
}
