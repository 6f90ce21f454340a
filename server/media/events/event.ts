// What a server does in a call by itself, some seconds after the answer.
// Owns the shape; one file an event.
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { FarEndStyle } from '../far-end-style.ts';
import type { MediaLine } from '../audio/media-line.ts';

/** A JsSIP session with the method that its types leave out. */
export type OpenSession = RTCSession & {
  readonly _dialog?: {
    readonly id: { readonly call_id: string; readonly local_tag: string; readonly remote_tag: string };
  } | null;
  /** A request of the phone within the call, before the stack has answered it. */
  receiveRequest(request: { readonly method: string }): void;
  sendRequest(
    method: string,
    options: {
      readonly body?: string;
      readonly extraHeaders?: readonly string[];
      readonly eventHandlers?: { readonly onSuccessResponse: (response: { readonly body: string }) => void };
    },
  ): void;
};

export interface EventScene {
  readonly session: OpenSession;
  readonly line: MediaLine;
  readonly style: FarEndStyle;
  readonly domain: string;
  /** The extension at the other end. */
  readonly peer: string;
  /** Calls the phone once more, with these headers: another voice, in the name of the same number. */
  readonly callAgain: (extraHeaders: readonly string[]) => void;
  /** Sends a request that belongs to no call, as it stands. */
  readonly send: (text: string) => void;
}

/** Carries the event out; returns what ends it, where it goes on. */
export type ServerEvent = (scene: EventScene) => (() => void) | undefined;
