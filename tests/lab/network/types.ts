// What the network half of the lab offers to servers, browsers and cells: names, kinds of NAT, and what a raised network can do.
import type { ChildProcess, SpawnOptions } from 'node:child_process';

/**
 * How a client reaches the lab's internet (RFC 4787 words): EIM mapping everywhere but in the symmetric kinds.
 * `endpointIndependent` also filters so ("full cone") and hairpins; `addressDependent` filters by address;
 * `portRestricted` by address and port, ports kept; `portRestrictedTranslating` the same, ports changed.
 * `carrier` is port-restricted twice; `carrierSymmetric` is port-restricted at home, symmetric at the carrier.
 * `udpBlocked`, `tls443Only` and `sipAlg` are port-restricted with that trouble on top. The name service always answers.
 */
export type NatKind =
  | 'none'
  | 'endpointIndependent'
  | 'addressDependent'
  | 'portRestricted'
  | 'portRestrictedTranslating'
  | 'symmetric'
  | 'carrier'
  | 'carrierSymmetric'
  | 'udpBlocked'
  | 'tls443Only'
  | 'sipAlg';

/** Machines with a public address. `probe` is the STUN responder's, `dns` the name service's, `sink` swallows everything. */
export type HostName =
  | 'kamailio'
  | 'kamailio2'
  | 'turn'
  | 'turn2'
  | 'web'
  | 'rtpengine'
  | 'baresip'
  | 'janus'
  | 'dns'
  | 'probe'
  | 'sink';

/** The first or the second client. */
export type Side = 0 | 1;

export interface LabHost {
  readonly namespace: string;
  /** Public IPv4 addresses; the first is the one its name resolves to. */
  readonly addresses: readonly string[];
}

/** A client and what stands before it. The getters follow `setNat`, `shareNat` and `changeAddress`. */
export interface LabClient {
  readonly side: Side;
  readonly namespace: string;
  readonly interface: 'eth0';
  /** The address its interface has now: private, or public with the kind `none`. */
  readonly address: string;
  /** Every address it may get in its present place: the usual one and the spare one. */
  readonly addresses: readonly [string, string];
  /** The address a server sees now: of the router, of the carrier, or the client's own with `none`. */
  readonly publicAddress: string;
  /** Namespace of the router it is behind now (client 1 is behind router 0 after `shareNat`). */
  readonly router: string;
  /** The router's interface on the cable to this client. */
  readonly port: string;
  /** Namespaces that translate its packets, nearest first: empty with `none`, two behind a carrier. */
  readonly translators: readonly string[];
  readonly nat: NatKind;
}

export interface ExecOptions {
  readonly input?: string;
  /** Default 30 000. */
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Throws `LabError` where the command doesn't end with 0. */
  readonly check?: boolean;
}

export interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code; 124 where the time was up, 128 where a signal ended it. */
  readonly code: number;
}

export interface ShareOptions {
  /** The clients can't reach each other on the LAN, as on a guest Wi-Fi. Default false. */
  readonly isolated?: boolean;
}

export interface LabNetwork {
  readonly hosts: Readonly<Record<HostName, LabHost>>;
  readonly clients: readonly [LabClient, LabClient];
  /** Puts the client behind a NAT of this kind and forgets every mapping; ends a shared NAT first. */
  setNat(side: Side, kind: NatKind): Promise<void>;
  /** Puts both clients into the LAN of router 0, behind a NAT of this kind. */
  shareNat(kind: NatKind, options?: ShareOptions): Promise<void>;
  /** Gives the client its spare address, or its usual one: the old one goes first. Faults use this. */
  setSpareAddress(side: Side, spare: boolean): Promise<void>;
  /** Takes the client's interface down, or up again with its default route. Faults use this. */
  setLink(side: Side, up: boolean): Promise<void>;
  /** Runs a command in a namespace (with the lab's name service) to its end. */
  exec(
    namespace: string,
    command: string,
    args?: readonly string[],
    options?: ExecOptions,
  ): Promise<ExecResult>;
  /** Starts a command in a namespace; whatever it became is killed at `lower`. */
  spawn(namespace: string, command: string, args?: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Path of an executable that runs `program` in the namespace with its own arguments. Removed at `lower`. */
  wrapper(namespace: string, program: string): Promise<string>;
  /** The same for the machine's Chromium: Playwright's `executablePath`. */
  chromiumWrapper(namespace: string): Promise<string>;
  /** A command line that runs one of the lab's own TypeScript programs (a path in the project) with Node. */
  program(path: string): Promise<{ readonly command: string; readonly args: readonly string[] }>;
  /** Registers what must be undone; returns what takes it off the list. `undoAll` and `lower` run what is left. */
  onLower(undo: () => Promise<void>): () => void;
  /** Undoes every fault that is still there: between two cells. */
  undoAll(): Promise<void>;
  /** Ends every process in the lab and takes everything away. May be called twice. */
  lower(): Promise<void>;
}
