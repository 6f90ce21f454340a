import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permissionSteps } from '../../../src/i18n/permission-words.ts';
import { browserKindOf } from '../../../src/media/microphone-permission.ts';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('browserKindOf', () => {
  it.each([
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/140.0.0.0 Safari/537.36`, 0, 'chromium'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
      10,
      'chromium',
    ],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${BLINK} Chrome/140.0.0.0 Safari/537.36`,
      0,
      'chromium',
    ],
    [`Mozilla/5.0 (Linux; Android 10; K) ${BLINK} Chrome/140.0.0.0 Mobile Safari/537.36`, 5, 'chromeAndroid'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 0, 'firefox'],
    ['Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0', 5, 'firefoxAndroid'],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/26.0 Safari/605.1.15`,
      0,
      'safariMac',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${WEBKIT} Version/26.0 Mobile/15E148 Safari/604.1`,
      5,
      'safariIos',
    ],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/26.0 Safari/605.1.15`,
      5,
      'safariIos',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${WEBKIT} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`,
      5,
      'otherIos',
    ],
    ['', 0, 'other'],
  ] as const)('%s with %i touch points is %s', (userAgent, touchPoints, kind) => {
    expect(browserKindOf(userAgent, touchPoints)).toBe(kind);
  });

  it('knows steps for whatever a browser calls itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(10), (userAgent, touchPoints) => {
        expect(permissionSteps(browserKindOf(userAgent, touchPoints)).length).toBeGreaterThan(1);
      }),
    );
  });
});
