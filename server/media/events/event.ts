// What a server does in a call by itself, some seconds after the answer.
// Owns the shape; one file an event.
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { FarEndStyle } from '../far-end-style.ts';
import type { MediaLine } from '../audio/media-line.ts';

/** A JsSIP session with the method that its types leave out. */
export type OpenSession = RTCSession & {
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
  /** Sends a request that belongs to no call, as it stands. */
  readonly send: (text: string) => void;
}

/** Carries the event out; returns what ends it, where it goes on. */
export type ServerEvent = (scene: EventScene) => (() => void) | undefined;
