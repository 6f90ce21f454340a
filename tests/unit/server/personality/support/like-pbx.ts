// The whole demo PBX in this process, in the guise of another server, with clients that speak raw SIP to it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPbxOptions } from '../../../../../server/pbx-options.ts';
import { headerOf, type SipResponse } from '../../../../../server/sip/message.ts';
import { startPbx, type Pbx } from '../../../../../server/start-pbx.ts';
import { DOMAIN, SipClient } from '../../support/sip-client.ts';
import { OFFER } from './descriptions.ts';

let calls = 0;

/** A call that a client began, and how far it is. */
export interface ClientCall {
  readonly callId: string;
  readonly to: string;
  /** Where requests within the call go. */
  readonly target: string;
}

export class LikePbx {
  readonly #clients: SipClient[] = [];

  private constructor(
    readonly pbx: Pbx,
    /** What had to be contained. */
    readonly faults: readonly unknown[],
    private readonly folder: string,
  ) {}

  /** `eventAfter`, `callBackAfter`, `ackAfter`: seconds. */
  static async start(
    like: string,
    eventAfter = '0.1',
    callBackAfter = '3',
    ackAfter = '32',
  ): Promise<LikePbx> {
    const folder = mkdtempSync(join(tmpdir(), 'bothways-like-'));
    const args = ['--port', '0', '--turn-port', '0', '--state', folder, '--domain', DOMAIN];
    const waits = ['--event-after', eventAfter, '--call-back-after', callBackAfter, '--ack-after', ackAfter];
    const options = readPbxOptions([...args, '--like', like, ...waits]);
    const faults: unknown[] = [];
    const pbx = await startPbx(options, {
      gatewaySecret: undefined,
      turnSecret: undefined,
      print: () => undefined,
      onError: (error) => faults.push(error),
    });
    return new LikePbx(pbx, faults, folder);
  }

  stop(): void {
    for (const client of this.#clients) client.close();
    this.pbx.close();
    rmSync(this.folder, { recursive: true });
  }

  async client(user: string): Promise<SipClient> {
    const client = await SipClient.open(this.pbx.port, user);
    this.#clients.push(client);
    return client;
  }

  async registered(user: string): Promise<SipClient> {
    const client = await this.client(user);
    const status = await client.register(this.pbx.passwordOf(user));
    if (status !== 200) throw new Error(`registered with ${String(status)}`);
    return client;
  }

  /** Sends an INVITE, answers the challenge where one comes, and returns the ids of the call. */
  async invite(
    client: SipClient,
    number: string,
    body = OFFER,
    more: readonly string[] = [],
  ): Promise<{ callId: string; branch: string }> {
    const callId = `like-${String(++calls)}`;
    const uri = `sip:${number}@${DOMAIN}`;
    const type = 'Content-Type: application/sdp';
    const headers = [type, ...more];
    client.send('INVITE', { uri, callId, headers, body, branch: `z9hG4bKa${callId}` });
    const first = await client.take(
      (message): message is SipResponse =>
        message.kind === 'response' && headerOf(message, 'Call-ID') === callId,
    );
    if (first.status === 100) return { callId, branch: `z9hG4bKa${callId}` };
    const [asks, answers] =
      first.status === 401
        ? (['WWW-Authenticate', 'Authorization'] as const)
        : (['Proxy-Authenticate', 'Proxy-Authorization'] as const);
    const to = headerOf(first, 'To') ?? '';
    client.send('ACK', { uri, callId, to, branch: `z9hG4bKa${callId}` });
    const given = client.answerTo(
      headerOf(first, asks) ?? '',
      'INVITE',
      this.pbx.passwordOf(client.user),
      uri,
    );
    const branch = `z9hG4bKb${callId}`;
    client.send('INVITE', {
      uri,
      callId,
      cseq: 2,
      branch,
      headers: [...headers, `${answers}: ${given}`],
      body,
    });
    return { callId, branch };
  }

  /** Calls a number and acknowledges its answer. */
  async call(client: SipClient, number: string, body = OFFER): Promise<ClientCall> {
    const { callId } = await this.invite(client, number, body);
    return this.confirm(client, callId, await client.takeStatus(200, 'INVITE'));
  }

  /** Acknowledges a 200. */
  confirm(client: SipClient, callId: string, answer: SipResponse): ClientCall {
    const to = headerOf(answer, 'To') ?? '';
    const target = /<([^>]+)>/.exec(headerOf(answer, 'Contact') ?? '')?.[1] ?? '';
    client.send('ACK', { uri: target, callId, to, cseq: 2 });
    return { callId, to, target };
  }

  hangUp(client: SipClient, { callId, to, target }: ClientCall): void {
    client.send('BYE', { uri: target, callId, to, cseq: 9 });
  }
}
