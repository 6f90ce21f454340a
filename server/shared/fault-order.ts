// What the demo's parent process tells the PBX to do to its flows, and the PBX's receipt.
// Owns the shape of both; they travel over the IPC channel of the fork.

export interface FaultOrder {
  readonly type: 'fault';
  readonly id: number;
  readonly fault: 'cut' | 'silence' | 'unsilence';
  /** The extension; every flow where it is left out, which only `cut` allows. */
  readonly user?: string;
}

function typeOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null ? (message as { type?: unknown }).type : undefined;
}

export function isFaultOrder(message: unknown): message is FaultOrder {
  return typeOf(message) === 'fault';
}

/** Whether a message says that the order `id` is carried out. */
export function isReceiptOf(message: unknown, id: number): boolean {
  return typeOf(message) === 'faultDone' && (message as { id?: unknown }).id === id;
}
