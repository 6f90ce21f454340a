// Reads what this browser offers a phone. Opens nothing and asks for nothing.
import type { BrowserFeatures } from '../call-ability.ts';

const isFunction = (value: unknown): boolean => typeof value === 'function';

/** What the page finds now; an interface that an extension set to undefined counts as missing. */
export function browserFeatures(): BrowserFeatures {
  const { protocol, host, pathname } = location;
  // Whatever the types say: none of these stands in every browser.
  const scope = window as { RTCPeerConnection?: unknown; WebSocket?: unknown };
  const { mediaDevices } = navigator as { mediaDevices?: { getUserMedia?: unknown } };
  return {
    isSecure: window.isSecureContext,
    address: { protocol, host, path: pathname },
    hasWebSocket: isFunction(scope.WebSocket),
    hasPeerConnection: isFunction(scope.RTCPeerConnection),
    hasMicrophoneApi: isFunction(mediaDevices?.getUserMedia),
  };
}
