// Requests and answers as they were met in the field, each the sample of a kind: nothing is lost without an answer or a word.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf, type Header, type SipRequest } from '../../../../server/sip/message.ts';
import { asCaller, newDialog, type PeerDialog } from '../../../doubles/sip/peer-dialog.ts';
import { DOMAIN } from '../../../doubles/sip/test-phone.ts';
import { settle } from './support/pair.ts';
import { ANSWER, LATER_OFFER, OFFER, Wire } from './support/wire.ts';

let wire: Wire;

beforeEach(async () => {
  vi.useFakeTimers();
  wire = new Wire();
  await wire.start();
});

afterEach(async () => {
  expect(wire.phone.problems).toEqual([]);
  await wire.stop();
});

const ringing = async (
  headers: readonly Header[] = [],
): Promise<{ began: PeerDialog; early: PeerDialog }> => {
  const began = newDialog(wire.contact, `sip:1002@${DOMAIN}`, `sip:1001@${DOMAIN}`);
  wire.peer.request('INVITE', began, { body: OFFER, headers });
  const early = asCaller(began, await wire.peer.nextResponse('INVITE', 180));
  await settle();
  return { began, early };
};
/** A REGISTER that the server has not answered yet. */
const registersAgain = async (): Promise<SipRequest> => {
  wire.peer.acceptsRegister = false;
  wire.phone.userAgent.retry();
  await settle();
  const register = wire.peer.requests('REGISTER').at(-1);
  if (register === undefined) throw new Error('no REGISTER');
  return register;
};
const statusOf = async (method: string): Promise<number> => (await wire.peer.nextResponse(method)).status;

describe('an UPDATE before the answer (RFC 3311 5.2)', () => {
  it('is taken where it only tells who calls', async () => {
    const { early } = await ringing();
    const headers: Header[] = [['P-Asserted-Identity', '"Carol" <sip:1003@pbx.example.org>']];
    wire.peer.request('UPDATE', early, { headers });
    expect(await statusOf('UPDATE')).toBe(200);
    await settle();
    expect(wire.last(wire.phone.ringing)).toMatchObject({
      kind: 'partyChanged',
      remote: { displayName: 'Carol' },
    });
  });

  it('comes too soon where it offers: 500 to the caller, with a time', async () => {
    const { early } = await ringing();
    wire.peer.request('UPDATE', early, { body: LATER_OFFER });
    const refusal = await wire.peer.nextResponse('UPDATE');
    expect(refusal.status).toBe(500);
    expect(Number(headerOf(refusal, 'Retry-After'))).toBeLessThanOrEqual(10);
    expect(wire.kindsOf(wire.phone.ringing)).not.toContain('terminated');
  });

  it('crosses our own offer: 491 to the callee', async () => {
    const { session, invite } = await wire.calls();
    const early = wire.peer.respond(invite, 180, { toTag: 'far' });
    await settle();
    const dialog = {
      callId: headerOf(invite, 'Call-ID') ?? '',
      local: headerOf(early, 'To') ?? '',
      remote: headerOf(invite, 'From') ?? '',
      target: wire.contact,
      cseq: 0,
    };
    wire.peer.request('UPDATE', dialog, { body: LATER_OFFER });
    expect(await statusOf('UPDATE')).toBe(491);
    expect(wire.kindsOf(session)).not.toContain('terminated');
  });
});

describe('who is there after a transfer', () => {
  const carol: Header[] = [['P-Asserted-Identity', '<tel:+15550100>, "Carol" <sip:1003@pbx.example.org>']];

  it.each(['INVITE', 'UPDATE'])('is shown as an %s in the call says', async (method) => {
    const { session, dialog } = await wire.talks();
    wire.peer.request(method, dialog, { headers: carol, body: method === 'INVITE' ? LATER_OFFER : '' });
    await settle();
    expect(wire.phone.changesOf(session)).toContainEqual(
      expect.objectContaining({
        kind: 'partyChanged',
        remote: expect.objectContaining({ displayName: 'Carol' }) as unknown,
      }),
    );
  });

  it('is shown as the 200 to a hold of ours says', async () => {
    const { session } = await wire.talks();
    void session.setHold(true);
    const offer = await wire.peer.nextRequest('INVITE');
    wire.peer.respond(offer, 200, { body: ANSWER.replace('a=sendrecv', 'a=recvonly'), headers: carol });
    await settle();
    expect(wire.phone.changesOf(session)).toContainEqual(
      expect.objectContaining({
        kind: 'partyChanged',
        remote: expect.objectContaining({ displayName: 'Carol' }) as unknown,
      }),
    );
  });
});

describe('a request in a dialog', () => {
  it.each([
    'sip:gruu-x7@pbx.example.org;gr',
    'sip:somebody@else.example',
    'tel:+15550100',
    'sip:pbx.example.org',
    'urn:x:y',
  ])('is taken whomever its Request-URI names: %s', async (target) => {
    const { session, dialog } = await wire.talks();
    wire.peer.request('BYE', { ...dialog, target });
    expect(await statusOf('BYE')).toBe(200);
    expect(wire.last(session)).toMatchObject({ kind: 'terminated', end: { by: 'remote' } });
  });

  it('is not lost because its branch was another request’s before', async () => {
    const { session, dialog } = await wire.talks();
    wire.peer.request('OPTIONS', dialog, { branch: 'z9hG4bKsame' });
    wire.peer.request('BYE', dialog, { branch: 'z9hG4bKsame' });
    await settle();
    expect(wire.last(session)).toMatchObject({ kind: 'terminated', end: { by: 'remote' } });
  });

  it('that the end of the call overtakes is answered too (RFC 3261 15.1.2)', async () => {
    for (const method of ['INVITE', 'UPDATE']) {
      const { dialog } = await wire.talks();
      wire.peer.request(method, dialog, { body: LATER_OFFER });
      wire.peer.request('BYE', dialog);
      expect(await statusOf(method)).toBe(487);
    }
  });

  it('that nobody knows gets 481, not 404', async () => {
    wire.peer.request('BYE', { ...newDialog('sip:nobody@x.invalid'), remote: '<sip:a@b>;tag=none' });
    expect(await statusOf('BYE')).toBe(481);
  });
});

describe('a call', () => {
  it('to a GRUU that we were given rings, to an older one too; to a stranger’s it does not', async () => {
    for (const gruu of ['sip:tgruu.one@pbx.example.org;gr', 'sip:tgruu.two@pbx.example.org;gr']) {
      const register = await registersAgain();
      const contact = `${(headerOf(register, 'Contact') ?? '').replace(/;expires=\d+/u, '')};temp-gruu="${gruu}";expires=600`;
      wire.peer.respond(register, 200, { headers: [['Contact', contact]] });
      await settle();
    }
    for (const gruu of ['sip:tgruu.one@pbx.example.org;gr', 'sip:tgruu.two@PBX.example.org']) {
      wire.peer.request('OPTIONS', newDialog(gruu));
      expect(await statusOf('OPTIONS')).toBe(200);
    }
    wire.peer.request('OPTIONS', newDialog('sip:tgruu.three@pbx.example.org;gr'));
    expect(await statusOf('OPTIONS')).toBe(404);
  });

  it('with sips: in To rings', async () => {
    wire.peer.request('INVITE', newDialog(wire.contact, 'sips:1002@x', 'sips:1001@x'), { body: OFFER });
    expect((await wire.peer.nextResponse('INVITE', 180)).status).toBe(180);
  });

  it('that another phone took is not missed, wherever its CANCEL says so', async () => {
    const { began } = await ringing();
    const branch = headerOf(await wire.peer.nextResponse('INVITE', 100), 'Via')?.split('branch=')[1] ?? '';
    const headers: Header[] = [
      ['Reason', 'Q.850;cause=16'],
      ['Reason', 'SIP;cause=200;text="Call completed elsewhere"'],
    ];
    wire.peer.request('CANCEL', began, { headers, branch, cseq: 1 });
    await settle();
    expect(wire.last(wire.phone.ringing)).toMatchObject({ end: { cause: 'answeredElsewhere' } });
  });

  it.each(['0', '-1', '4294967296', '1e100', 'NaN', ''])('with Expires: %j rings on', async (value) => {
    await ringing([['Expires', value]]);
    await settle(20_000);
    expect(wire.kindsOf(wire.phone.ringing)).not.toContain('terminated');
    await settle(700_000);
    expect(wire.last(wire.phone.ringing)).toMatchObject({ kind: 'terminated' });
  });

  it('with Expires: 30 is over after 30 s', async () => {
    await ringing([['Expires', '30;x']]);
    await settle(31_000);
    expect(wire.last(wire.phone.ringing)).toMatchObject({ kind: 'terminated', end: { cause: 'noAnswer' } });
  });
});

describe('an answer to our INVITE', () => {
  const lines = (invite: SipRequest, startLine: string, change: (text: string) => string): string =>
    change(
      [
        startLine,
        ...['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${headerOf(invite, name) ?? ''}`),
        `To: ${headerOf(invite, 'To') ?? ''};tag=far`,
        'Contact: <sip:far@peer.invalid>',
        '\r\n',
      ].join('\r\n'),
    );
  const answers = async (startLine: string, change: (text: string) => string): Promise<unknown> => {
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 180, { toTag: 'far' });
    wire.peer.send(lines(invite, startLine, change));
    await settle();
    return wire.last(session);
  };

  it.each<[string, (text: string) => string]>([
    ['two Call-IDs', (text) => text.replace('Call-ID:', 'Call-ID: other\r\nCall-ID:')],
    ['two From', (text) => text.replace('From:', 'From: <sip:x@y>;tag=1\r\nFrom:')],
    ['a body cut short', (text) => text.replace('Contact:', 'Content-Length: 500\r\nContact:')],
  ])('with %s ends the call in words', async (_name, change) => {
    const unreadable = { kind: 'terminated', end: { cause: 'answerUnreadable' } };
    expect(await answers('SIP/2.0 486 Busy', change)).toMatchObject(unreadable);
    expect(await answers('SIP/2.0 200 OK', change)).toMatchObject(unreadable);
    expect((await wire.peer.nextRequest('BYE')).method).toBe('BYE');
  });

  it.each(['SIP/2.0 4O4 Gone', 'SIP/2.0 999 X', 'SIP/2.0 ', 'sip 486'])(
    'that begins with %j ends it too',
    async (line) => {
      expect(await answers(line, (text) => text)).toMatchObject({ end: { cause: 'answerUnreadable' } });
    },
  );

  it.each<[string, (text: string) => string]>([
    ['no From', (text) => text.replace(/^From:.*\r\n/mu, '')],
    ['no CSeq', (text) => text.replace(/^CSeq:.*\r\n/mu, '')],
    ['a branch of its own', (text) => text.replace(/;branch=[^\r\n]*/u, '')],
    ['a branch in capitals', (text) => text.replace(/;branch=[^\r\n]*/u, (all) => all.toUpperCase())],
    ['a mangled Call-ID', (text) => text.replace(/^Call-ID:.*$/mu, 'Call-ID: <>')],
    ['an empty To', (text) => text.replace(/^To:.*$/mu, 'To: ')],
    ['a foreign To', (text) => text.replace(/^To:.*$/mu, 'To: "x" <urn:service:sos>')],
  ])('with %s is read by its request', async (_name, change) => {
    expect(await answers('SIP/2.0 486 Busy Here', change)).toMatchObject({ end: { cause: 'busy' } });
  });

  it('by a 2xx without Contact is acknowledged where the INVITE went', async () => {
    const { session, invite } = await wire.calls();
    const text =
      lines(invite, 'SIP/2.0 200 OK', (all) =>
        all.replace(/^Contact:.*\r\n/mu, `Content-Type: application/sdp\r\n`),
      ) + ANSWER;
    wire.peer.send(text);
    expect((await wire.peer.nextRequest('ACK')).uri).toBe(invite.uri);
    await settle();
    expect(wire.last(session)).toMatchObject({ kind: 'established' });
  });

  it('by 302 to numbers and addresses tells the one wanted most', async () => {
    const { session, invite } = await wire.calls();
    const headers: Header[] = [
      ['Contact', '<sip:b@x>;q=0.2'],
      ['Contact', '<tel:+15550100100>;q=0.9'],
    ];
    wire.peer.respond(invite, 302, { headers, toTag: 'far' });
    await settle();
    expect(wire.last(session)).toMatchObject({ end: { cause: 'moved' } });
  });
});

describe('a challenge', () => {
  const asks = async (...challenges: string[]): Promise<SipRequest | undefined> => {
    const register = await registersAgain();
    const seen = wire.peer.requests('REGISTER').length;
    wire.peer.respond(register, 401, {
      headers: challenges.map((each): Header => ['WWW-Authenticate', each]),
    });
    await settle();
    return wire.peer.requests('REGISTER')[seen];
  };

  it.each(['MD5-sess', 'md5-SESS', 'SHA-256', 'SHA-256-sess'])(
    'by %s alone is answered',
    async (algorithm) => {
      const again = await asks(`Digest realm="r", nonce="n", qop="auth", algorithm=${algorithm}`);
      expect(headerOf(again!, 'Authorization')).toContain(`algorithm=${algorithm}`);
    },
  );

  it('of several kinds in any order and line is answered by MD5', async () => {
    const again = await asks(
      'Bearer realm="b", Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256',
      'Digest realm="r", nonce="m", qop="auth", algorithm=MD5, Bearer scope="x"',
    );
    expect(headerOf(again!, 'Authorization')).toMatch(/algorithm=MD5.*nonce="m"/u);
  });

  it.each([
    'Bearer realm="b"',
    'Digest realm="r", nonce="n", algorithm=SHA-512-256',
    'Digest realm="r", nonce="n", algorithm=MD5-sess',
  ])('that nobody here can answer is told as such, not as a wrong password: %s', async (challenge) => {
    expect(await asks(challenge)).toBeUndefined();
    const failed = wire.phone.events.findLast(({ kind }) => kind === 'registrationFailed');
    expect(failed).toMatchObject({ cause: 'unknownChallenge' });
  });
});
