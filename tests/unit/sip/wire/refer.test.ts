import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  callableTarget,
  readReferNotice,
  readReferTo,
  readSipfrag,
  referToOf,
  replacesOf,
} from '../../../../src/sip/wire/refer.ts';
import { readReplaces } from '../../../../src/sip/wire/replaces.ts';

const dialog = { callId: 'a%b@c;d', localTag: 'mine', remoteTag: 'theirs', remoteTarget: 'sip:1003@h;gr=x' };

describe('Refer-To', () => {
  it('names the dialog to its far end, with every mark escaped (RFC 3891 6.1)', () => {
    expect(replacesOf(dialog)).toBe('a%b@c;d;to-tag=theirs;from-tag=mine');
    expect(referToOf({ replaces: dialog })).toBe(
      '<sip:1003@h;gr=x?Replaces=a%25b%40c%3Bd%3Bto-tag%3Dtheirs%3Bfrom-tag%3Dmine>',
    );
  });

  it('comes back as it went, whatever the Call-ID and the tags are', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9\-.!%*_+`'~()<>:"/[\]?{}@]{1,40}$/u);
    const token = fc.stringMatching(/^[A-Za-z0-9\-.!%*_+`'~]{1,30}$/u);
    fc.assert(
      fc.property(word, token, token, (callId, localTag, remoteTag) => {
        const remoteTarget = 'sip:1003@pbx.example.org';
        const written = referToOf({ replaces: { callId, localTag, remoteTag, remoteTarget } }) ?? '';
        const read = readReferTo([written]);
        if (/["<>]/u.test(callId)) return;
        expect(read).toMatchObject({ uri: remoteTarget });
        const named = 'replaces' in read ? readReplaces(read.replaces ?? '') : undefined;
        expect(named).toMatchObject({ call_id: callId, to_tag: remoteTag, from_tag: localTag });
      }),
    );
  });

  it('is not written for what is no address, and never more than the address', () => {
    for (const uri of ['', 'tel:110', 'sip:', 'sip:a@h>,<sip:b@h', 'sip:a b@h', 'sip:a@h\r\nX: y'])
      expect(referToOf({ uri })).toBeUndefined();
    expect(referToOf({ uri: 'sip:1003@h?Replaces=x&From=y' })).toBe('<sip:1003@h>');
  });

  it('never throws, and takes no header but Replaces', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 60 })), (values) => {
        const read = readReferTo(values);
        if ('uri' in read) expect(read.uri).not.toContain('?');
      }),
    );
  });
});

describe('by which URI the far end of a dialog can be called', () => {
  it.each([
    ['sip:x@y.invalid;transport=ws', 'sip:1003@pbx', 'sip:1003@pbx'],
    ['sip:x@y;gr=urn:uuid:1', 'sip:1003@pbx', 'sip:x@y;gr=urn:uuid:1'],
    ['sip:x@y.invalid', 'sip:1003@pbx;user=phone', 'sip:1003@pbx'],
    ['sip:x@192.0.2.1', 'sip:anonymous@anonymous.invalid', 'sip:x@192.0.2.1'],
    ['sip:x@192.0.2.1', 'tel:+49301', 'sip:x@192.0.2.1'],
  ])('contact %s, address %s: %s', (contact, address, expected) => {
    expect(callableTarget(contact, address)).toBe(expected);
  });
});

describe('a NOTIFY of a REFER', () => {
  it('tells a status by its first line alone', () => {
    expect(readSipfrag('SIP/2.0 486 Busy Here\r\nTo: x\r\n')).toEqual({
      statusCode: 486,
      reasonPhrase: 'Busy Here',
    });
    expect(readSipfrag('To: x\r\nSIP/2.0 200 OK').statusCode).toBeUndefined();
    for (const body of [
      '',
      'SIP/2.0',
      'SIP/2.0 99 X',
      'SIP/2.0 7000 X',
      'SIP/2.0 2000',
      '200 OK',
      'SIP/2.0200 OK',
    ])
      expect(readSipfrag(body)).toEqual({ statusCode: undefined, reasonPhrase: undefined });
  });

  it('is read whatever stands in it, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (event, state, body) => {
        const headers: Readonly<Record<string, string>> = {
          event: `refer${event}`,
          'subscription-state': state,
        };
        const notice = readReferNotice((name) => [headers[name] ?? ''], body);
        const status = notice?.statusCode;
        expect(status === undefined || (status >= 100 && status <= 699)).toBe(true);
      }),
    );
  });
});
