// A far side that does what a test tells it, word by word: the SIP is written here, the sound is a real peer connection in another page.
// So both ends can be counted, and every message can be one that no server here would send.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { WebSocketServer, type WebSocket } from 'ws';

/** Runs in the far page: one connection with a tone, and a list that the statistics look in (stats.ts). */
function makeFarSide(): void {
  const context = new AudioContext();
  const oscillator = new OscillatorNode(context);
  const source = new MediaStreamAudioDestinationNode(context);
  oscillator.connect(source);
  oscillator.start();
  const scope = globalThis as unknown as { connectionsOfTheApp?: RTCPeerConnection[] };
  const connection = new RTCPeerConnection();
  scope.connectionsOfTheApp = [...(scope.connectionsOfTheApp ?? []), connection];
  const [track] = source.stream.getAudioTracks();
  if (track !== undefined) connection.addTrack(track, source.stream);
  connection.addEventListener('track', ({ streams, track: theirs }) => {
    const audio = new Audio();
    audio.srcObject = streams[0] ?? new MediaStream([theirs]);
    void audio.play();
  });
}

interface Step {
  readonly kind: 'offer' | 'answer' | 'take';
  readonly sdp: string;
}

/** Runs in the far page. */
async function negotiate({ kind, sdp }: Step): Promise<string> {
  const { connectionsOfTheApp } = globalThis as unknown as { connectionsOfTheApp: RTCPeerConnection[] };
  const connection = connectionsOfTheApp.at(-1);
  if (connection === undefined) throw new Error('no connection');
  if (kind === 'take') {
    await connection.setRemoteDescription({ type: 'answer', sdp });
    return '';
  }
  if (kind === 'answer') await connection.setRemoteDescription({ type: 'offer', sdp });
  if (kind === 'offer') await connection.setLocalDescription(await connection.createOffer());
  else await connection.setLocalDescription(await connection.createAnswer());
  while (connection.iceGatheringState !== 'complete') await new Promise((done) => setTimeout(done, 20));
  return connection.localDescription?.sdp ?? '';
}

export interface Answered {
  readonly status: number;
  readonly body: string;
}

const OUR_TAG = 'far-1';

const header = (text: string, name: string): string =>
  new RegExp(`^${name}:\\s*(.*)$`, 'imu').exec(text)?.[1]?.trim() ?? '';
const bodyOf = (text: string): string => text.split('\r\n\r\n').slice(1).join('\r\n\r\n');

/** The connection's own mid in place of the one on the wire. */
export const ofOwnMid = (sdp: string): string =>
  sdp.replace(/^a=mid:.*$/gmu, 'a=mid:0').replace(/^a=group:BUNDLE.*$/gmu, 'a=group:BUNDLE 0');

export class FarEnd {
  /** Every message that came from the phone, oldest first, besides pings. */
  readonly #seen: string[] = [];
  #contact = '';
  #theirTag = '';
  readonly #callId = 'far-call';
  /** How every description of ours is changed on its way. */
  change: (sdp: string) => string = (sdp) => sdp;
  readonly page: Page;
  readonly #sockets: WebSocketServer;
  #socket: WebSocket | undefined;
  #cseq = 1;
  #count = 0;

  private constructor(sockets: WebSocketServer, page: Page) {
    this.#sockets = sockets;
    this.page = page;
    sockets.on('connection', (socket) => {
      this.#socket = socket;
      socket.on('message', (data: Buffer) => {
        this.#receive(data.toString('utf8'));
      });
    });
  }

  static async start(page: Page): Promise<FarEnd> {
    const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' });
    await once(sockets, 'listening');
    await page.goto('about:blank');
    await page.evaluate(makeFarSide);
    return new FarEnd(sockets, page);
  }

  get profile(): object {
    return {
      version: 1,
      account: { username: '1001', password: 'not-asked-for', domain: 'far.example' },
      webSocketServers: [`ws://127.0.0.1:${String((this.#sockets.address() as AddressInfo).port)}/`],
      iceServers: [],
    };
  }

  async stop(): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    await new Promise((resolve) => {
      this.#sockets.close(resolve);
    });
  }

  async freshConnection(): Promise<void> {
    await this.page.evaluate(makeFarSide);
  }

  offer(): Promise<string> {
    return this.page.evaluate(negotiate, { kind: 'offer', sdp: '' } as const);
  }

  #answer(sdp: string): Promise<string> {
    return this.page.evaluate(negotiate, { kind: 'answer', sdp } as const);
  }

  async take(sdp: string): Promise<void> {
    await this.page.evaluate(negotiate, { kind: 'take', sdp } as const);
  }

  send(text: string): void {
    this.#socket?.send(text);
  }

  #respond(request: string, status: number, body = '', more: readonly string[] = []): void {
    const to = header(request, 'To');
    this.send(
      [
        `SIP/2.0 ${String(status)} ${status < 200 ? 'Progress' : 'Said'}`,
        ...[...request.matchAll(/^Via:.*$/gimu)].map(([via]) => via),
        `From: ${header(request, 'From')}`,
        `To: ${to}${to.includes(';tag=') || status === 100 ? '' : `;tag=${OUR_TAG}`}`,
        `Call-ID: ${header(request, 'Call-ID')}`,
        `CSeq: ${header(request, 'CSeq')}`,
        'Contact: <sip:far@far.invalid;transport=ws>',
        ...more,
        ...(body === '' ? [] : ['Content-Type: application/sdp']),
        `Content-Length: ${String(Buffer.byteLength(body))}`,
        '',
        body,
      ].join('\r\n'),
    );
  }

  /** Offers within the call; resolves to the answer, which is acknowledged. */
  async reInvite(body: string): Promise<Answered> {
    const method = 'INVITE';
    const cseq = ++this.#cseq;
    this.#write(method, cseq, body);
    let found: string | undefined;
    await expect
      .poll(
        () => {
          found = this.#seen.find(
            (text) =>
              /^SIP\/2\.0 [2-6]/u.test(text) &&
              header(text, 'CSeq') === `${String(cseq)} ${method}` &&
              header(text, 'Call-ID') === this.#callId,
          );
          return found !== undefined;
        },
        { timeout: 20_000, message: `an answer to ${method}` },
      )
      .toBe(true);
    const text = found ?? '';
    this.#theirTag = /;tag=([^;\s]+)/u.exec(header(text, 'To'))?.[1] ?? this.#theirTag;
    this.#write('ACK', cseq, '');
    return { status: Number(text.slice(8, 11)), body: bodyOf(text) };
  }

  #write(method: string, cseq: number, body: string): void {
    this.#count += 1;
    this.send(
      [
        `${method} ${this.#contact} SIP/2.0`,
        `Via: SIP/2.0/WSS far.invalid;branch=z9hG4bKfar${String(this.#count)}`,
        'Max-Forwards: 70',
        `From: <sip:2001@far.example>;tag=${OUR_TAG}`,
        `To: <sip:1001@far.example>${this.#theirTag === '' ? '' : `;tag=${this.#theirTag}`}`,
        `Call-ID: ${this.#callId}`,
        `CSeq: ${String(cseq)} ${method}`,
        'Contact: <sip:far@far.invalid;transport=ws>',
        ...(body === '' ? [] : ['Content-Type: application/sdp']),
        `Content-Length: ${String(Buffer.byteLength(body))}`,
        '',
        body,
      ].join('\r\n'),
    );
  }

  /** Begins the call; the answer comes once somebody answers. */
  call(body: string): Promise<Answered> {
    return this.reInvite(body);
  }

  #receive(text: string): void {
    if (text === '\r\n\r\n') this.send('\r\n');
    if (text.trim() === '') return;
    this.#seen.push(text);
    if (text.startsWith('SIP/2.0 ')) return;
    const method = text.split(' ')[0] ?? '';
    if (method === 'REGISTER') {
      const contact = header(text, 'Contact');
      this.#contact = /<([^>]*)>/u.exec(contact)?.[1] ?? this.#contact;
      this.#respond(
        text,
        200,
        '',
        contact === '' ? [] : [`Contact: ${contact.replace(/;expires=\d+/u, '')};expires=600`],
      );
    } else if (method === 'ACK') return;
    else if (method !== 'INVITE') this.#respond(text, 200);
    else if (header(text, 'To').includes(';tag=')) void this.#reanswer(text);
  }

  async #reanswer(text: string): Promise<void> {
    this.#respond(text, 200, this.change(await this.#answer(ofOwnMid(bodyOf(text)))));
  }
}
