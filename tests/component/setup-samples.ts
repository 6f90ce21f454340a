// Setup links at each of their steps: shared by the component tests and the gallery.
import type { Setup } from '../../src/phone/setup.ts';
import { HIDDEN } from '../../src/provisioning/hide-secrets.ts';
import type { Profile } from '../../src/provisioning/profile.ts';
import { SIGNED_IN } from './samples.ts';

type Opened = Extract<Setup, { kind: 'profile' }>;
type Closed = Extract<Setup, { kind: 'closed' }>;

/** What a company's link sets, as screens see it. */
export const SETUP_PROFILE: Profile = {
  name: 'Example Ltd',
  account: {
    ...SIGNED_IN.account,
    authUsername: 'ada.moreau',
    webSocketServers: [
      { url: 'wss://pbx.example.com:8089/ws', priority: 10, weight: 60 },
      { url: 'wss://pbx2.example.com:8089/ws', priority: 10, weight: 40 },
    ],
  },
  credentials: { password: HIDDEN },
  iceServers: [
    { urls: ['stun:stun.example.com:3478'] },
    { urls: ['turn:turn.example.com:3478'], username: 'ada', credential: HIDDEN },
  ],
  iceTransportPolicy: 'all',
  turnService: { url: `https://phone.example.com/turn-credentials?${HIDDEN}`, token: HIDDEN },
  echoNumber: '600',
  refreshUrl: '/demo/extension',
};

/** A link that waits for a yes. */
export function opened(change: Partial<Opened> = {}): Opened {
  return {
    kind: 'profile',
    carrier: 'plain',
    profile: SETUP_PROFILE,
    wasReadable: false,
    another: false,
    ...change,
  };
}

/** A link that waits for a press. */
export function closed(carrier: Closed['carrier'], change: Partial<Closed> = {}): Closed {
  return { kind: 'closed', carrier, work: 'waiting', problem: undefined, another: false, ...change };
}
