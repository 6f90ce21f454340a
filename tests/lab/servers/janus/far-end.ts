// A person behind Janus: its SIP plugin registered at the lab's Kamailio, and a page as the WebRTC leg, both on Janus' host.
// Speaks Janus' API (janus.conf.meetecho.com/docs/sip.html): a session, a handle of the plugin, requests and events.
import type { Page } from '@playwright/test';
import { setTimeout as wait } from 'node:timers/promises';
import { describeCall, endCall, openSocket, say, takeAnswer } from './in-page.ts';
import { JANUS_PORT } from './plan.ts';

/** An event of the SIP plugin, or what ends a request. */
interface JanusMessage {
  readonly janus: string;
  readonly transaction?: string;
  readonly data?: { readonly id: number };
  readonly error?: { readonly reason: string };
  readonly jsep?: { readonly type: string; readonly sdp: string };
  readonly plugindata?: {
    readonly data: { readonly error?: string; readonly result?: SipEvent };
  };
}

/** `incomingcall`, `accepted`, `hangup` and so on; `code` and `reason` are the SIP ones. */
export interface SipEvent {
  readonly event: string;
  readonly code?: number;
  readonly reason?: string;
}

export interface FarEndAccount {
  readonly username: string;
  readonly password: string;
  readonly domain: string;
  /** Address and port of the proxy. */
  readonly proxy: string;
}

const PATIENCE_MS = 10_000;
const SETTLE_MS = 1300;

export class JanusFarEnd {
  readonly page: Page;
  readonly #heard: JanusMessage[] = [];
  #session = 0;
  #handle = 0;
  #transactions = 0;
  /** What came before was for an earlier call. */
  #readTo = 0;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens Janus' API in a page of a browser on its host, and registers. */
  static async open(page: Page, account: FarEndAccount): Promise<JanusFarEnd> {
    const farEnd = new JanusFarEnd(page);
    await page.exposeFunction('janusSaid', (text: string) => {
      farEnd.#heard.push(JSON.parse(text) as JanusMessage);
    });
    // localhost is a secure context, wherever the page comes from.
    await page.route('http://localhost/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>' }),
    );
    await page.goto('http://localhost/');
    await page.evaluate(openSocket, JANUS_PORT);
    farEnd.#session = await farEnd.#create({ janus: 'create' });
    farEnd.#handle = await farEnd.#create({ janus: 'attach', plugin: 'janus.plugin.sip' });
    await farEnd.#register(account);
    return farEnd;
  }

  /** Calls and waits for the answer. */
  async call(uri: string): Promise<void> {
    await this.ring(uri);
    const { jsep } = await this.#until('accepted');
    if (jsep === undefined) throw new Error('Janus gave no answer to its own offer');
    await this.page.evaluate(takeAnswer, jsep.sdp);
  }

  /** Calls, and waits for nothing. */
  async ring(uri: string): Promise<void> {
    const sdp = await this.page.evaluate(describeCall, undefined);
    await this.#request({ request: 'call', uri }, { type: 'offer', sdp });
  }

  /** Waits for a call and answers it. */
  async answer(): Promise<void> {
    const { jsep } = await this.#until('incomingcall');
    const sdp = await this.page.evaluate(describeCall, jsep?.sdp);
    await this.#request({ request: 'accept' }, { type: 'answer', sdp });
    await this.#until('accepted');
  }

  /** Waits for a call and refuses it with this code. */
  async decline(code: number): Promise<void> {
    await this.#until('incomingcall');
    await this.#request({ request: 'decline', code });
    await this.untilOver();
  }

  hold(): Promise<void> {
    return this.#request({ request: 'hold' });
  }

  resume(): Promise<void> {
    return this.#request({ request: 'unhold' });
  }

  /** Sends a key as INFO (application/dtmf-relay). */
  sendKey(digit: string): Promise<void> {
    return this.#request({ request: 'dtmf_info', digit, duration: 160 });
  }

  /** Sends a MESSAGE (RFC 3428) within the call. */
  message(content: string): Promise<void> {
    return this.#request({ request: 'message', content });
  }

  /** Asks the other side to call somebody else instead: REFER (RFC 3515). */
  transfer(uri: string): Promise<void> {
    return this.#request({ request: 'transfer', uri });
  }

  /** Hangs up, or takes back a call that still rings. */
  async hangUp(): Promise<void> {
    await this.#request({ request: 'hangup' });
    await this.untilOver();
  }

  /** Waits until the call is over, and says how. */
  async untilOver(): Promise<SipEvent> {
    const { plugindata } = await this.#until('hangup');
    await this.page.evaluate(endCall);
    // The thread that carried the RTP looks once a second whether it should end; until then Janus is busy (486), and says nothing after.
    await wait(SETTLE_MS);
    return plugindata?.data.result ?? { event: 'hangup' };
  }

  async #register({ username, password, domain, proxy }: FarEndAccount): Promise<void> {
    await this.#request({
      request: 'register',
      username: `sip:${username}@${domain}`,
      authuser: username,
      secret: password,
      proxy: `sip:${proxy}`,
    });
    await this.#until('registered');
  }

  async #create(message: object): Promise<number> {
    const { data } = await this.#send(message);
    return data?.id ?? 0;
  }

  async #request(body: object, jsep?: object): Promise<void> {
    await this.#send({ janus: 'message', body, ...(jsep === undefined ? {} : { jsep }) });
  }

  /** Sends a request and resolves with what ends it; events come later. */
  async #send(message: object): Promise<JanusMessage> {
    const transaction = `t${String(++this.#transactions)}`;
    const place = {
      ...(this.#session === 0 ? {} : { session_id: this.#session }),
      ...(this.#handle === 0 ? {} : { handle_id: this.#handle }),
    };
    await this.page.evaluate(say, JSON.stringify({ ...message, ...place, transaction }));
    const answer = await this.#find(
      (each) => each.transaction === transaction && ['success', 'ack', 'error'].includes(each.janus),
      JSON.stringify(message),
    );
    if (answer.janus === 'error') throw new Error(`Janus: ${answer.error?.reason ?? 'an error'}`);
    return answer;
  }

  /** The next event of this name after those that were waited for before. */
  async #until(event: string): Promise<JanusMessage> {
    const isIt = (each: JanusMessage): boolean => each.plugindata?.data.result?.event === event;
    const found = await this.#find(isIt, event, this.#readTo);
    this.#readTo = this.#heard.indexOf(found) + 1;
    return found;
  }

  async #find(isIt: (each: JanusMessage) => boolean, what: string, from = 0): Promise<JanusMessage> {
    const endMs = Date.now() + PATIENCE_MS;
    while (Date.now() < endMs) {
      const found = this.#heard.slice(from).find(isIt);
      if (found !== undefined) return found;
      const problem = this.#heard.slice(from).find((each) => each.plugindata?.data.error !== undefined);
      if (problem !== undefined) throw new Error(`Janus: ${problem.plugindata?.data.error ?? ''} (${what})`);
      await wait(20);
    }
    throw new Error(`Janus never said ${what}: ${JSON.stringify(this.#heard.slice(from))}`);
  }
}
