// Which way sound goes, wherever a description tells it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NEUTRAL,
  remoteStance,
  soundDirection,
  type Direction,
  type InForce,
} from '../../../../src/sip/description/direction.ts';
import { recordedDescription, recordedDescriptions } from '../../../fixtures/descriptions/recorded.ts';

const echo = recordedDescription('echo');
const said = (direction: string): string => echo.replace('a=sendrecv', `a=${direction}`);
const DIRECTIONS: readonly Direction[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];

describe('the direction of a description', () => {
  it('is the attribute of the section, else of the session, else both ways', () => {
    for (const direction of DIRECTIONS) {
      expect(soundDirection(said(direction))).toBe(direction);
      expect(
        soundDirection(echo.replace('a=sendrecv\r\n', '').replace('t=0 0', `t=0 0\r\na=${direction}`)),
      ).toBe(direction);
      expect(soundDirection(echo.replace('t=0 0', `t=0 0\r\na=${direction}`))).toBe('sendrecv');
    }
    expect(soundDirection(echo.replace('a=sendrecv\r\n', ''))).toBe('sendrecv');
  });

  it('is a hold where sound is wanted nowhere (RFC 2543), by the section or the session, and whatever the attribute', () => {
    for (const nobody of ['IN IP4 0.0.0.0', 'IN IP6 ::', 'IN IP6 0:0:0:0:0:0:0:0', 'IN IP4 0.0.0.0/127']) {
      expect(soundDirection(echo.replace(/^c=.*$/mu, `c=${nobody}`))).toBe('sendonly');
      expect(soundDirection(echo.replace(/^(m=audio.*)$/mu, `$1\r\nc=${nobody}`))).toBe('sendonly');
      expect(soundDirection(said('recvonly').replace(/^c=.*$/mu, `c=${nobody}`))).toBe('inactive');
    }
    expect(soundDirection(echo.replace(/^(m=audio.*)$/mu, '$1\r\nb=AS:0'))).toBe('sendonly');
  });

  it('is no hold where the address is still to come, or hidden behind a name (RFC 8840, mDNS)', () => {
    const trickling = echo.replace(/^c=.*$/mu, 'c=IN IP4 0.0.0.0').replace(/^m=audio \d+/mu, 'm=audio 9');
    expect(soundDirection(trickling)).toBe('sendrecv');
    const hidden = `${echo.replace(/^c=.*$/mu, 'c=IN IP4 0.0.0.0')}a=candidate:1 1 udp 1 0a452d0a.local 50000 typ host\r\n`;
    expect(soundDirection(hidden)).toBe('sendrecv');
    expect(soundDirection(echo.replace(/^c=.*$/mu, 'c=IN IP4 192.0.2.1'))).toBe('sendrecv');
  });

  it('is that of all sounds together, refused ones left out, and none where there is no sound', () => {
    const [, sound = ''] = said('sendonly').split(/(?=^m=audio)/mu);
    expect(soundDirection(`${said('recvonly')}${sound}`)).toBe('sendrecv');
    expect(soundDirection(`${said('sendonly')}${sound.replace(/^m=audio \d+/u, 'm=audio 0')}`)).toBe(
      'sendonly',
    );
    expect(soundDirection(echo.replace(/^m=audio \d+/mu, 'm=audio 0'))).toBe('inactive');
    expect(soundDirection('v=0\r\nm=video 9 RTP/AVP 96\r\n')).toBeUndefined();
    expect(recordedDescriptions().map(({ sdp }) => soundDirection(sdp))).not.toContain(undefined);
  });

  it('is read from anything', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), fc.nat(echo.length), (text, at) =>
        [undefined, ...DIRECTIONS].includes(soundDirection(echo.slice(0, at) + text)),
      ),
    );
  });
});

describe('what the far side does', () => {
  const offer = (direction: string): InForce => ({ type: 'offer', sdp: said(direction) });
  const answer = (direction: string): InForce => ({ type: 'answer', sdp: said(direction) });

  it('is a hold where it takes nothing, in an offer and in an answer alike', () => {
    for (const each of [offer, answer]) {
      expect(remoteStance(said('sendrecv'), each('sendonly'), NEUTRAL)).toEqual({
        holds: true,
        onlyListens: false,
      });
      expect(remoteStance(said('sendrecv'), each('inactive'), NEUTRAL)).toEqual({
        holds: true,
        onlyListens: false,
      });
      expect(remoteStance(said('sendrecv'), each('sendrecv'), NEUTRAL)).toEqual(NEUTRAL);
      expect(remoteStance(said('sendrecv'), each('recvonly'), NEUTRAL)).toEqual({
        holds: false,
        onlyListens: true,
      });
    }
  });

  it('is no listening where we asked it to be silent, and no hold where it takes nothing of our own', () => {
    expect(remoteStance(said('sendonly'), answer('recvonly'), NEUTRAL)).toEqual(NEUTRAL);
    expect(remoteStance(said('sendonly'), answer('inactive'), NEUTRAL)).toEqual(NEUTRAL);
    const held = { holds: true, onlyListens: false };
    expect(remoteStance(said('sendonly'), answer('inactive'), held)).toEqual(held);
    expect(remoteStance(said('sendonly'), answer('recvonly'), held)).toEqual(NEUTRAL);
    expect(remoteStance(said('inactive'), offer('sendonly'), NEUTRAL)).toEqual(held);
  });

  it('is nothing where nothing was said', () => {
    expect(remoteStance(undefined, undefined, NEUTRAL)).toEqual(NEUTRAL);
    expect(
      remoteStance(undefined, { type: 'offer', sdp: 'v=0\r\n' }, { holds: true, onlyListens: true }),
    ).toEqual(NEUTRAL);
  });
});
