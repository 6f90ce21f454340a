// The demo server of a worker: serves the built app and runs a PBX of its own in a child process.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Site {
  /** Where the app is served, without a slash at the end. */
  readonly origin: string;
}

export interface Demo extends Site {
  /** Ends the PBX child, as a crash would. The page is still served. */
  stopPbx(): Promise<void>;
  startPbx(): Promise<void>;
  /** Breaks the WebSockets of an extension, or all of them, without a close frame. */
  cut(user?: string): Promise<void>;
  /** Leaves the present WebSockets of an extension half-open: open, and dead both ways. New ones work. */
  silence(user: string): Promise<void>;
  /** Ends the silence: what was held back arrives late. */
  unsilence(user: string): Promise<void>;
  stop(): Promise<void>;
}

/** What POST /demo/extension answers: a provisioning profile. */
export interface DemoProfile {
  readonly version: number;
  readonly account: { readonly username: string; readonly password: string; readonly domain: string };
  readonly webSocketServers: readonly string[];
  readonly iceServers: readonly {
    readonly urls: readonly string[];
    readonly username?: string;
    readonly credential?: string;
  }[];
}

/** One line of GET /demo/calls: a call as the PBX's far end sees it. */
export interface FarEndCall {
  readonly number: string;
  readonly peer: string;
  readonly phase: string;
  readonly packets: { readonly received: number; readonly sent: number };
  readonly digits: string;
  readonly held: boolean;
}

const BUILT = pathToFileURL(join(import.meta.dirname, '../../../dist-server/demo.js')).href;

/** `pbxArgs` go to the PBX; `site` is a folder with the app, the built one unless given. */
export interface DemoChoices {
  readonly pbxArgs?: readonly string[];
  readonly site?: string;
}

/** Starts a demo on a free port. */
export async function startDemo(choices: DemoChoices = {}): Promise<Demo> {
  const built = (await import(BUILT)) as { startDemo(options: object): Promise<Demo> };
  return await built.startDemo({ port: 0, output: 'ignore', ...choices });
}

/** The profile of an extension, as the demo gives it to a browser. */
export async function profileOf(demo: Site, extension: string): Promise<DemoProfile> {
  const response = await fetch(`${demo.origin}/demo/extension`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ extension }),
  });
  if (!response.ok) throw new Error(`the demo gave no extension: ${String(response.status)}`);
  return (await response.json()) as DemoProfile;
}

/** A link with a one-time code for an extension, without the origin. */
export async function setupLinkOf(demo: Site, extension: string): Promise<string> {
  const body = JSON.stringify({ extension });
  const response = await fetch(`${demo.origin}/demo/link`, { method: 'POST', body });
  const { link } = (await response.json()) as { readonly link: string };
  return link.slice(new URL(link).origin.length);
}

/** The calls that the far end is in. */
export async function farEndCalls(demo: Site): Promise<readonly FarEndCall[]> {
  const response = await fetch(`${demo.origin}/demo/calls`);
  const { calls } = (await response.json()) as { calls: readonly FarEndCall[] };
  return calls;
}
