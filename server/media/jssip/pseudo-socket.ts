// JsSIP's transport to the proxy without a network: what one side sends, the other receives on the next turn.
// Owns the pair of ends; refuses to look into the messages, save for one tap on what the far end sends.
import type { Connection } from '../../proxy/connection.ts';
import type { Tap } from './taps.ts';

export interface PseudoSocket {
  /** The end that a JsSIP UA takes as its socket. */
  readonly socket: {
    readonly url: string;
    readonly sip_uri: string;
    via_transport: string;
    connect(): void;
    disconnect(): void;
    send(message: string): boolean;
    isConnected(): boolean;
    isConnecting(): boolean;
    onconnect(): void;
    ondisconnect(): void;
    ondata(message: string): void;
  };
  /** The end that the proxy takes as a flow. */
  readonly connection: Connection;
}

export interface PseudoSocketOptions {
  readonly receive: (connection: Connection, text: string) => void;
  readonly tap: Tap;
  readonly onError: (error: unknown) => void;
}

function ignore(): void {
  // replaced by JsSIP when it takes the socket
}

/** A joined pair. An exception thrown by JsSIP while it takes a message is contained and told to `onError`. */
export function createPseudoSocket({ receive, tap, onError }: PseudoSocketOptions): PseudoSocket {
  let isConnected = false;
  const socket: PseudoSocket['socket'] = {
    url: 'ws://far-end.invalid',
    sip_uri: 'sip:far-end.invalid;transport=ws',
    via_transport: 'WS',
    connect() {
      isConnected = true;
      setImmediate(() => {
        socket.onconnect();
      });
    },
    disconnect() {
      isConnected = false;
    },
    send(message) {
      const toProxy = (text: string): void => {
        setImmediate(receive, connection, text);
      };
      for (const text of tap(message, toProxy)) toProxy(text);
      return true;
    },
    isConnected: () => isConnected,
    isConnecting: () => false,
    onconnect: ignore,
    ondisconnect: ignore,
    ondata: ignore,
  };
  const connection: Connection = {
    id: 'farend',
    user: 'far-end',
    trusted: true,
    send(text) {
      setImmediate(() => {
        try {
          socket.ondata(text);
        } catch (error) {
          onError(error);
        }
      });
    },
  };
  return { socket, connection };
}
