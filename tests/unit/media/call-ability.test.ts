// Which browsers can call, and what is said to keep the others from it.
import { describe, expect, it } from 'vitest';
import {
  ABLE,
  isHinderedBy,
  judgeCallAbility,
  lacksMicrophone,
  type BrowserFeatures,
} from '../../../src/media/call-ability.ts';

const COMPLETE: BrowserFeatures = {
  isSecure: true,
  address: { protocol: 'https:', host: 'phone.example.com', path: '/' },
  hasWebSocket: true,
  hasPeerConnection: true,
  hasMicrophoneApi: true,
};

const HTTP = { protocol: 'http:', host: 'phone.example.com:8080', path: '/desk/' };

function hindrancesOf(change: Partial<BrowserFeatures>): readonly object[] {
  const ability = judgeCallAbility({ ...COMPLETE, ...change });
  return ability.kind === 'able' ? [] : ability.hindrances;
}

describe('whether this browser can call', () => {
  it('is able where nothing is missing', () => {
    expect(judgeCallAbility(COMPLETE)).toBe(ABLE);
  });

  it.each([
    ['noPeerConnection', { hasPeerConnection: false }],
    ['noMicrophoneApi', { hasMicrophoneApi: false }],
    ['noWebSocket', { hasWebSocket: false }],
  ] as const)('names %s where that alone is missing', (kind, change) => {
    expect(hindrancesOf(change)).toEqual([{ kind }]);
  });

  it('blames the page, not the browser, for a microphone that only https pages get', () => {
    const secureAddress = 'https://phone.example.com:8080/desk/';
    expect(hindrancesOf({ isSecure: false, address: HTTP, hasMicrophoneApi: false })).toEqual([
      { kind: 'insecurePage', secureAddress },
    ]);
  });

  it('names no https address for a page that did not come by http', () => {
    const address = { protocol: 'file:', host: '', path: '/home/ada/index.html' };
    expect(hindrancesOf({ isSecure: false, address })).toEqual([
      { kind: 'insecurePage', secureAddress: undefined },
    ]);
  });

  it('names all that is missing, what is mended soonest first', () => {
    const change = { isSecure: false, address: HTTP, hasPeerConnection: false, hasWebSocket: false };
    expect(hindrancesOf(change)).toMatchObject([
      { kind: 'insecurePage' },
      { kind: 'noPeerConnection' },
      { kind: 'noWebSocket' },
    ]);
  });

  it.each([
    [{}, false],
    [{ hasPeerConnection: false }, false],
    [{ hasMicrophoneApi: false }, true],
    [{ isSecure: false }, true],
  ])('with %o it lacks a microphone: %s', (change, lacks) => {
    expect(lacksMicrophone(judgeCallAbility({ ...COMPLETE, ...change }))).toBe(lacks);
  });

  it.each([
    [{}, false],
    [{ hasPeerConnection: false }, false],
    [{ hasPeerConnection: false, hasWebSocket: false }, true],
  ])('with %o it lacks every way to a server: %s', (change, lacks) => {
    expect(isHinderedBy(judgeCallAbility({ ...COMPLETE, ...change }), 'noWebSocket')).toBe(lacks);
  });
});
