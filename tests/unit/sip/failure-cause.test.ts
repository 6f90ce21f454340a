import { describe, expect, it } from 'vitest';
import { causeOfRegistrationStatus, causeOfStatus, FAILURE_CAUSES } from '../../../src/sip/failure-cause.ts';

describe('failure causes', () => {
  it.each([
    [486, 'busy'],
    [600, 'busy'],
    [603, 'declined'],
    [404, 'notFound'],
    [480, 'unavailable'],
    [408, 'noAnswer'],
    [487, 'cancelled'],
    [488, 'notAcceptable'],
    [403, 'forbidden'],
    [503, 'serverBusy'],
  ])('%i means %s', (status, cause) => {
    expect(causeOfStatus(status)).toBe(cause);
  });

  it('takes a wrong password for what it is when registering', () => {
    expect(causeOfRegistrationStatus(403)).toBe('wrongPassword');
    expect(causeOfRegistrationStatus(503)).toBe('serverBusy');
  });

  it('treats an unknown code as its class (RFC 3261 8.1.3.2)', () => {
    expect(causeOfStatus(399)).toBe('moved');
    expect(causeOfStatus(499)).toBe('rejected');
    expect(causeOfStatus(599)).toBe('serverError');
    expect(causeOfStatus(699)).toBe('rejected');
  });

  it('has a known cause for every final failure', () => {
    for (let status = 300; status < 700; status += 1) expect(FAILURE_CAUSES).toContain(causeOfStatus(status));
  });
});
