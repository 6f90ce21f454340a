import { describe, expect, it } from 'vitest';
import { systemKindOf } from '../../../src/media/microphone-permission.ts';
import { microphoneProblem } from '../../../src/media/microphone-problem.ts';

describe('why a microphone did not open', () => {
  it.each([
    ['NotAllowedError', 'Permission denied', 'denied', 'refused'],
    ['NotAllowedError', 'Permission denied by system', 'granted', 'blockedBySystem'],
    ['NotAllowedError', 'Permission denied by system', 'prompt', 'blockedBySystem'],
    [
      'NotAllowedError',
      'The request is not allowed by the user agent or the platform in the current context.',
      'granted',
      'blockedBySystem',
    ],
    [
      'NotAllowedError',
      'The request is not allowed by the user agent or the platform in the current context.',
      'unknown',
      'refused',
    ],
    ['NotAllowedError', 'Permission dismissed', 'prompt', 'dismissed'],
    ['NotAllowedError', 'Permission dismissed', 'denied', 'refused'],
    ['SecurityError', '', 'unknown', 'refused'],
    ['NotFoundError', 'Requested device not found', 'granted', 'missing'],
    ['OverconstrainedError', '', 'granted', 'missing'],
    ['NotReadableError', 'Could not start audio source', 'granted', 'busy'],
    ['AbortError', '', 'granted', 'busy'],
  ] as const)('%s “%s” with permission %s is %s', (name, message, permission, problem) => {
    expect(microphoneProblem({ name, message }, permission)).toBe(problem);
  });

  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0', 0, 'windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18 Safari/605', 0, 'macos'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18 Safari/605', 5, 'ios'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', 5, 'ios'],
    ['Mozilla/5.0 (Linux; Android 15) Chrome/156.0', 5, 'android'],
    ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/156.0', 0, 'chromeos'],
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0', 0, 'linux'],
    ['Something else', 0, 'other'],
  ] as const)('%s is the system %s %s', (agent, touchPoints, system) => {
    expect(systemKindOf(agent, touchPoints)).toBe(system);
  });
});
