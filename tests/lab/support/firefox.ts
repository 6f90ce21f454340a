// The app in Firefox, in a client's namespace, driven by WebDriver BiDi. A fake microphone (a tone) comes from Firefox itself.
import { launch, type Browser, type Page } from 'puppeteer-core';
import { collectConnections } from '../../e2e/support/connections.ts';
import type { LabNetwork, Side } from '../network/types.ts';

const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'network.proxy.type': 0,
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
};

/** Starts Firefox in the namespace of a side. */
export async function launchFirefox(network: LabNetwork, side: Side): Promise<Browser> {
  const executablePath = await network.wrapper(network.clients[side].namespace, 'firefox-esr');
  return launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    acceptInsecureCerts: true,
    extraPrefsFirefox: PREFERENCES,
    args: ['--no-remote'],
  });
}

/** Runs in the page: finds an element by role-like selector and accessible name through shadow roots, and acts on it. */
function act(selector: string, name: string, text: string | null): boolean {
  const all = (root: Document | ShadowRoot): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot === null ? [] : all(element.shadowRoot)),
    ]);
  const labelled = (element: Element): string => {
    const root = element.getRootNode() as Document | ShadowRoot;
    const label = element.id === '' ? null : root.querySelector(`label[for="${element.id}"]`);
    return (element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent)
      .replace(/\s+/gu, ' ')
      .trim();
  };
  const found = all(document).find((element) => element.matches(selector) && labelled(element) === name);
  if (!(found instanceof HTMLElement)) return false;
  if (text === null) found.click();
  else {
    (found as HTMLInputElement).value = text;
    found.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }
  return true;
}

/** The phone in Firefox, by the same names a person reads. */
export class FirefoxPhone {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the app by a provisioning link and says yes. */
  static async open(browser: Browser, origin: string, fragment: string): Promise<FirefoxPhone> {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(collectConnections, {});
    await page.goto(`${origin}${fragment}`);
    const phone = new FirefoxPhone(page);
    await phone.click('Accept');
    await phone.until('the phone is registered', () =>
      page.evaluate(() => {
        const app = document.querySelector('bw-app');
        const texts = (root: ShadowRoot | null | undefined): string =>
          [...(root?.querySelectorAll('*') ?? [])]
            .map((each) => `${each.textContent} ${texts(each.shadowRoot)}`)
            .join(' ');
        return /(?<!Not )\bRegistered\b/u.test(texts(app?.shadowRoot));
      }),
    );
    return phone;
  }

  get page(): Page {
    return this.#page;
  }

  click(button: string): Promise<void> {
    return this.until(`a button ${button}`, () => this.#page.evaluate(act, 'button', button, null));
  }

  fill(field: string, text: string): Promise<void> {
    return this.until(`a field ${field}`, () => this.#page.evaluate(act, 'input', field, text));
  }

  /** Polls `condition` for 15 s. */
  async until(what: string, condition: () => Promise<boolean>): Promise<void> {
    const endMs = Date.now() + 15_000;
    while (Date.now() < endMs) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Firefox: ${what} did not appear`);
  }

  close(): Promise<void> {
    return this.#page.close();
  }
}
