// What the lab's servers offer to the cells: each can be stopped, killed and started again while calls go on.
import type { User } from '../../../deploy/users.mjs';

export interface Server {
  readonly name: string;
  /** Its main process, while it runs. */
  readonly pid: number | undefined;
  /** Ends it as an operator would (SIGTERM) and waits until every process of it is gone. */
  stop(): Promise<void>;
  /** Ends it as a power cut would (SIGKILL to all its processes). */
  kill(): Promise<void>;
  /** Starts it and waits until it answers. Throws with its log where it doesn't. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** What it has written since its first start. */
  log(): Promise<string>;
}

export interface TurnCredentials {
  readonly username: string;
  readonly credential: string;
}

/** One look at the plain phone's call. Counters are of RTP packets; `hears` is the energy of the last second of sound. */
export interface BaresipStatistics {
  readonly inCall: boolean;
  /** Counted by the phone, which says so at the end of a call; undefined until then. */
  readonly packetsSent: number | undefined;
  readonly packetsReceived: number | undefined;
  readonly codec: string | undefined;
  /** Samples decoded in the present or last call, 8000 or 48 000 a second. */
  readonly samplesHeard: number;
  /** Root mean square of the last second that was heard, from 0 to 1; 0 is silence or nothing at all. */
  readonly energyHeard: number;
}

/** What 0.7 s at the plain phone's cable brought: packets of G.711 (PCMU), and what those that came sound like. */
export interface PlainWire {
  readonly sent: number;
  readonly received: number;
  /** Samples of -1 to 1, 8000 a second, as they came, of all its calls. */
  readonly samples: Float64Array;
}

export type PlainCodec = 'PCMU' | 'opus';

/** The plain SIP phone 2001: UDP, RTP, PCMU before Opus, answers by itself and plays a tone of its own (`HERTZ.plain`). */
export interface BaresipPhone extends Server {
  dial(uri: string): Promise<void>;
  /** Ends its present call; one that rings is refused as busy (486). */
  hangUp(): Promise<void>;
  /** Puts its present call on hold (sendonly). Once a call was on hold, whoever did it, `statistics` tells no more of its sound; `wire` does. */
  hold(): Promise<void>;
  resume(): Promise<void>;
  /** Asks the other end of its present call to call somebody else (REFER). */
  transfer(uri: string): Promise<void>;
  /** Whether it answers by itself or rings until somebody answers; at first, and after each start, it does. */
  answersByItself(does: boolean): Promise<void>;
  /** Listens at its cable for a moment. */
  wire(): Promise<PlainWire>;
  /** Speaks this codec alone from now on; another than the present one restarts it. At first: both, PCMU offered first. */
  useCodec(codec: PlainCodec): Promise<void>;
  statistics(): Promise<BaresipStatistics>;
}

export interface ServerOptions {
  /** Folder of the built app; default `dist`. */
  readonly site?: string;
  /** Starts pbx2 too and lets both share registrations (KAMAILIO_MODE PAIRED). Default false. */
  readonly paired?: boolean;
  /** Values of deploy/*.conf that differ from the lab's: limits, mostly. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** How many users there are, from 1001 on. Default 10. */
  readonly users?: number;
  /** Kamailio's shared memory (-m), where all registrations and connections live. Default 64. */
  readonly sharedMegabytes?: number;
  /** Which servers to start; default all (`kamailio2` with `paired` only). */
  readonly only?: readonly ServerName[];
}

export type ServerName = 'kamailio' | 'kamailio2' | 'coturn' | 'coturn2' | 'rtpengine' | 'nginx' | 'baresip';

export interface LabServers {
  readonly kamailio: Server;
  /** Only with the option `paired`. */
  readonly kamailio2: Server | undefined;
  readonly coturn: Server;
  readonly coturn2: Server;
  readonly rtpengine: Server;
  readonly nginx: Server;
  readonly baresip: BaresipPhone;
  /** Not started: only a few cells need it. Its user is 2002. */
  readonly janus: Server;
  /** 1001 and on, 2002, and the plain phone 2001 last. */
  readonly users: readonly User[];
  readonly domain: string;
  readonly webSocketServer: string;
  /** The second Kamailio's; it answers with `paired` only. */
  readonly webSocketServer2: string;
  readonly pageUrl: string;
  /**
   * REST credentials for turn.lab.test that run out after `ttlSeconds` (default 3600; negative: have run out); `name`: the user, who has
   * a quota of allocations.
   */
  turnCredentials(ttlSeconds?: number, name?: string): TurnCredentials;
  /** Fixed ones, for turn2.lab.test. */
  readonly staticTurn: TurnCredentials & { readonly host: string };
  /** Where filled configuration and logs lie while the servers run. */
  readonly folder: string;
  /** Ends all of them and removes the folder. May be called twice. */
  stop(): Promise<void>;
}
