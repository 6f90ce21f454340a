import type { EndEvent } from 'jssip/lib/RTCSession';
import { describe, expect, it } from 'vitest';
import { endOf } from '../../../../src/sip/jssip/event-translation.ts';

const end = (event: object): ReturnType<typeof endOf> => endOf(event as EndEvent);
const request = (method: string, ...reasons: string[]): object => ({
  method,
  getHeaders: (name: string) => (name === 'reason' ? reasons : []),
});

describe('how a session ended', () => {
  it('takes the status of the response', () => {
    const message = { status_code: 486, reason_phrase: 'Busy Here' };
    expect(end({ originator: 'remote', message, cause: 'Busy' })).toEqual({
      by: 'remote',
      cause: 'busy',
      statusCode: 486,
      reasonPhrase: 'Busy Here',
    });
  });

  it('is an ordinary hang-up after a BYE without a reason', () => {
    expect(end({ originator: 'remote', message: request('BYE'), cause: 'Terminated' })).toMatchObject({
      by: 'remote',
      cause: undefined,
    });
  });

  it('tells the reason that a BYE carries (RFC 3326)', () => {
    const message = request('BYE', 'SIP ;cause=503 ;text="Overload"');
    expect(end({ originator: 'remote', message, cause: 'Terminated' })).toMatchObject({
      cause: 'serverBusy',
      statusCode: 503,
      reasonPhrase: 'Overload',
    });
  });

  it('knows a call that another device answered from one that was given up', () => {
    const elsewhere = request('CANCEL', 'SIP;cause=200;text="Call completed elsewhere"');
    expect(end({ originator: 'remote', message: elsewhere, cause: 'Canceled' }).cause).toBe(
      'answeredElsewhere',
    );
    expect(end({ originator: 'remote', message: request('CANCEL'), cause: 'Canceled' }).cause).toBe(
      'cancelled',
    );
  });

  it.each([
    ['Connection Error', 'connectionLost'],
    ['Request Timeout', 'timeout'],
    ['Bad Media Description', 'soundRefused'],
    ['Internal Error', 'internal'],
    ['Terminated', undefined],
  ])('reads the cause %s where there is no message', (cause, expected) => {
    expect(end({ originator: 'system', message: null, cause }).cause).toBe(expected);
  });

  it('minds neither an error text where a message should be nor nothing at all', () => {
    expect(end({ originator: 'system', message: 'boom', cause: 'Internal Error' }).cause).toBe('internal');
    expect(end({ originator: 'local', cause: 'Canceled' }).cause).toBe('cancelled');
  });
});
