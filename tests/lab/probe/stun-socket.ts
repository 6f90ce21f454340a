// One UDP socket that asks STUN servers, with a few repeats; also answers requests, for the hairpin test.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import {
  encodeRequest,
  encodeResponse,
  parseRequest,
  parseResponse,
  type BindingResponse,
  type Change,
  type Endpoint,
} from './stun-message.ts';

const TRIES = 3;
const BETWEEN_TRIES_MS = 150;

export class StunSocket {
  readonly #waiting = new Map<string, (response: BindingResponse) => void>();

  private constructor(readonly socket: Socket) {
    socket.on('message', (bytes, from) => {
      const response = parseResponse(bytes);
      if (response !== undefined) this.#waiting.get(response.transaction.toString('hex'))?.(response);
      const request = parseRequest(bytes);
      if (request === undefined) return;
      const mapped = { address: from.address, port: from.port };
      socket.send(encodeResponse({ transaction: request.transaction, mapped }), from.port, from.address);
    });
  }

  static async open(address: string): Promise<StunSocket> {
    const socket = createSocket('udp4');
    socket.bind(0, address);
    await once(socket, 'listening');
    return new StunSocket(socket);
  }

  get local(): Endpoint {
    const { address, port } = this.socket.address();
    return { address, port };
  }

  /** Resolves to the answer, or to undefined after three tries (450 ms). */
  async ask({ address, port }: Endpoint, change: Change = 'none'): Promise<BindingResponse | undefined> {
    const transaction = randomBytes(12);
    const key = transaction.toString('hex');
    const bytes = encodeRequest({ transaction, change });
    let tries = 0;
    return new Promise((resolve) => {
      const finish = (response?: BindingResponse): void => {
        clearInterval(timer);
        this.#waiting.delete(key);
        resolve(response);
      };
      const send = (): void => {
        if (tries++ < TRIES)
          this.socket.send(bytes, port, address, () => undefined); // an unsendable try is a lost one
        else finish();
      };
      const timer = setInterval(send, BETWEEN_TRIES_MS);
      this.#waiting.set(key, finish);
      send();
    });
  }

  close(): void {
    this.socket.close();
  }
}
