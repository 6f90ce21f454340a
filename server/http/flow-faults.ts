// What tests do to the sockets of the PBX: close them without a goodbye, or leave them open and dead. Owns the frozen ones and
// what waits for them; reachable from this process only, never over the network.
import type { WebSocket } from 'ws';
import type { Connection } from '../proxy/connection.ts';

export interface FlowFaults {
  /** Breaks the sockets of one extension, or all, without a close frame: a browser sees 1006. */
  cut(user?: string): void;
  /** Leaves the present sockets of an extension half-open: nothing is read and nothing sent. New ones work. */
  silence(user: string): void;
  /** Ends all silence: what was held back arrives late, as TCP has it. */
  unsilence(user: string): void;
}

export class FaultyFlows implements FlowFaults {
  readonly #flows = new Map<WebSocket, Connection>();
  readonly #heldBack = new Map<WebSocket, string[]>();

  add(socket: WebSocket, connection: Connection): void {
    this.#flows.set(socket, connection);
  }

  remove(socket: WebSocket): void {
    this.#flows.delete(socket);
    this.#heldBack.delete(socket);
  }

  isSilent(socket: WebSocket): boolean {
    return this.#heldBack.has(socket);
  }

  /** True where the text is kept back because its socket is silent. */
  holdsBack(socket: WebSocket, text: string): boolean {
    return this.#heldBack.get(socket)?.push(text) !== undefined;
  }

  cut(user?: string): void {
    for (const socket of this.#socketsOf(user)) socket.terminate();
  }

  silence(user: string): void {
    for (const socket of this.#socketsOf(user)) {
      if (this.isSilent(socket)) continue;
      this.#heldBack.set(socket, []);
      socket.pause();
    }
  }

  unsilence(user: string): void {
    for (const socket of this.#socketsOf(user)) {
      const texts = this.#heldBack.get(socket) ?? [];
      this.#heldBack.delete(socket);
      for (const text of texts) socket.send(text);
      socket.resume();
    }
  }

  #socketsOf(user: string | undefined): WebSocket[] {
    const mine = [...this.#flows].filter(([, connection]) => user === undefined || connection.user === user);
    return mine.map(([socket]) => socket);
  }
}
