// What a page does for a call, as it happens: SIP messages over every WebSocket, descriptions, candidates, states. Noted in the page
// itself, so that the times are the page's own; read when a heal is taken apart into its steps.
import type { Page } from '@playwright/test';

/** Times in milliseconds since the epoch. */
export interface Note {
  readonly atMs: number;
  /** `ws0 > INVITE 3 4c` and the like; see `noteTimeline`. */
  readonly what: string;
}

/** Runs in the page before the app; self-contained for that reason. */
export function noteTimeline(): void {
  const notes: Note[] = [];
  Object.defineProperty(globalThis, 'timelineOfTheApp', { value: notes });
  const note = (what: string): void => {
    notes.push({ atMs: Date.now(), what });
  };
  const candidatesIn = (text: string): number => text.split('a=candidate:').length - 1;
  const brief = (text: string): string => {
    if (text.trim() === '') return text.length > 2 ? 'ping' : 'pong';
    const [first = ''] = text.split('\r\n', 1);
    const head = first.startsWith('SIP/2.0') ? first.slice(8, 11) : 'request';
    const cseq = /^CSeq: *(\d+ \w+)/imu.exec(text)?.[1] ?? '';
    const body = text.includes('\r\n\r\nv=') ? ` ${String(candidatesIn(text))}c` : '';
    return `${head} ${cseq}${body}`;
  };
  let sockets = 0;
  const send = WebSocket.prototype.send;
  const names = new WeakMap<WebSocket, string>();
  WebSocket.prototype.send = function (data): void {
    note(`${names.get(this) ?? '?'} > ${typeof data === 'string' ? brief(data) : 'binary'}`);
    send.call(this, data);
  };
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      const name = `ws${String(sockets++)}`;
      names.set(this, name);
      note(`${name} begins`);
      this.addEventListener('open', () => {
        note(`${name} open`);
      });
      this.addEventListener('close', () => {
        note(`${name} closed`);
      });
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const text = typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer);
        note(`${name} < ${brief(text)}`);
      });
    }
  };
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('icecandidate', ({ candidate }) => {
        note(
          `candidate ${candidate === null ? 'end' : `${candidate.type ?? ''} ${candidate.address ?? ''}`}`,
        );
      });
      this.addEventListener('icecandidateerror', ({ url, errorCode, address }) => {
        note(`candidate error ${url} ${String(errorCode)} ${address ?? ''}`);
      });
      this.addEventListener('icegatheringstatechange', () => {
        note(`gathering ${this.iceGatheringState}`);
      });
      this.addEventListener('iceconnectionstatechange', () => {
        note(`ice ${this.iceConnectionState}`);
      });
      this.addEventListener('connectionstatechange', () => {
        note(`connection ${this.connectionState}`);
      });
    }

    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the overloads of the DOM
    override async setLocalDescription(...given: any): Promise<void> {
      const [description] = given as [RTCLocalSessionDescriptionInit?];
      note(`local ${description?.type ?? 'implied'}`);
      await super.setLocalDescription(description);
      note(`local ${description?.type ?? 'implied'} set`);
    }

    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the overloads of the DOM
    override async setRemoteDescription(...given: any): Promise<void> {
      const [description] = given as [RTCSessionDescriptionInit];
      note(`remote ${description.type} ${String(candidatesIn(description.sdp ?? ''))}c`);
      await super.setRemoteDescription(description);
      note(`remote ${description.type} set`);
    }
  };
}

/** Everything noted from `sinceMs` on, oldest first. */
export function timelineOf(page: Page, sinceMs: number): Promise<readonly Note[]> {
  return page.evaluate((fromMs) => {
    const { timelineOfTheApp } = globalThis as unknown as { timelineOfTheApp: Note[] };
    return timelineOfTheApp.filter(({ atMs }) => atMs >= fromMs);
  }, sinceMs);
}
