// The states the gallery can show, by name.
import type { CallVitals } from '../../../src/media/flow.ts';
import type { PhoneState } from '../../../src/phone/phone-state.ts';
import * as sample from '../samples.ts';

interface GalleryState {
  readonly state: Partial<PhoneState>;
  readonly vitals?: Partial<CallVitals>;
}

const { READY } = sample;

function inCall(change: Partial<PhoneState>, vitals: Partial<CallVitals>): GalleryState {
  return { state: { ...READY, call: sample.established(), ...change }, vitals };
}

export const GALLERY_STATES: Readonly<Record<string, () => GalleryState>> = {
  signedOut: () => ({ state: { demo: 'available' } }),
  home: () => ({ state: { ...READY, history: sample.someHistory() } }),
  firstTime: () => ({ state: { ...READY, signedIn: sample.DEMO_SIGNED_IN } }),
  failed: () => ({
    state: {
      ...READY,
      registration: { phase: 'failed', cause: 'wrongPassword', statusCode: 403 },
      notice: 'microphoneRefused',
      storage: 'denied',
      online: false,
      sound: 'blocked',
      updateReady: true,
    },
  }),
  ringing: () => ({ state: { ...READY, call: sample.pending() } }),
  incoming: () => ({ state: { ...READY, call: sample.pending({ direction: 'incoming' }) } }),
  call: () => inCall({}, sample.vitals('flowing', 'flowing')),
  quiet: () => inCall({}, sample.vitals('quiet', 'flowing')),
  oneWay: () => inCall({}, sample.vitals('flowing', 'stopped')),
  unconfirmed: () => inCall({}, { ...sample.vitals('unconfirmed', 'flowing'), path: 'relayTls' }),
  held: () =>
    inCall({ call: sample.established({ hold: 'local', muted: true }) }, sample.vitals('held', 'held')),
  ended: () => ({
    state: {
      ...READY,
      call: sample.ended(undefined, {}, { answeredAtMs: Date.now() - 125_000 }),
      history: [sample.entry('call-1', { themToYou: 'broken' })],
    },
  }),
  busy: () => ({
    state: {
      ...READY,
      history: sample.someHistory(),
      call: sample.ended('busy', { statusCode: 486, reasonPhrase: 'Busy Here' }),
    },
  }),
  offer: () => ({
    state: {
      offer: {
        kind: 'profile',
        profile: {
          name: 'Example Ltd',
          account: sample.SIGNED_IN.account,
          credentials: { password: 'top-secret' },
          iceServers: [{ urls: ['turn:turn.example.com:3478'], username: 'ada', credential: 'relay-secret' }],
          echoNumber: '600',
          refreshUrl: '',
        },
      },
    },
  }),
  badOffer: () => ({
    state: { offer: { kind: 'invalid', problem: { code: 'invalid', path: 'account.domain' } } },
  }),
};
