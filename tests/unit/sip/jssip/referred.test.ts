// What a phone makes of REFERs that it gets: it asks a person, or refuses what nobody should be asked about, and keeps the one who asked told.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Referral } from '../../../../src/sip/transfer.ts';
import type { Session } from '../../../../src/sip/user-agent.ts';
import { headerOf, type Header, type SipRequest } from '../../../../server/sip/message.ts';
import { newDialog, type PeerDialog } from '../../../doubles/sip/peer-dialog.ts';
import { media } from '../../../doubles/sip/test-phone.ts';
import { settle } from './support/pair.ts';
import { ANSWER, LATER_OFFER, Wire } from './support/wire.ts';

let wire: Wire;
let session: Session;
let dialog: PeerDialog;

beforeEach(async () => {
  vi.useFakeTimers();
  wire = new Wire();
  await wire.start();
  ({ session, dialog } = await wire.talks());
});

afterEach(async () => {
  expect(wire.phone.problems).toEqual([]);
  await wire.stop();
});

const referrals = (): Referral[] =>
  wire.phone.changesOf(session).flatMap((change) => (change.kind === 'referred' ? [change.referral] : []));

async function refers(referTo: string | readonly string[], ...headers: readonly Header[]): Promise<void> {
  const all = [referTo].flat().map((value): Header => ['Refer-To', value]);
  wire.peer.request('REFER', dialog, { headers: [...all, ...headers] });
  await settle();
}

const notified = (): string[] => wire.peer.requests('NOTIFY').map(({ body }) => body.trim());

/** Answers each NOTIFY, as whoever asked does. */
async function answerNotifies(status = 200): Promise<void> {
  await settle();
  for (const notify of wire.peer.requests('NOTIFY').slice(answered)) {
    wire.peer.respond(notify, status);
    answered += 1;
  }
  await settle();
}
let answered = 0;
beforeEach(() => {
  answered = 0;
});

/** The person agrees, and the phone calls. */
async function follow(): Promise<{ next: Session; invite: SipRequest }> {
  const [referral] = referrals();
  if (referral === undefined) throw new Error('nobody was asked');
  session.answerRefer(referral.id, true);
  await answerNotifies();
  const next = wire.phone.userAgent.call(referral.uri, media(), { referralId: referral.id });
  await settle();
  return { next, invite: await wire.peer.nextRequest('INVITE') };
}

describe('a REFER that asks for a call', () => {
  it.each<[string, string, Partial<Referral>]>([
    ['an address', '<sip:1003@pbx.example.org>', { uri: 'sip:1003@pbx.example.org' }],
    ['one without brackets', 'sip:1003@pbx.example.org', { uri: 'sip:1003@pbx.example.org' }],
    ['parameters', '<sip:1003@h;gr=a;method=INVITE;x=y>', { uri: 'sip:1003@h;gr=a;x=y' }],
    ['a way of its own', '<sip:1003@h;maddr=evil.example;x=y>', { uri: 'sip:1003@h;x=y' }],
    [
      'a name',
      '"Carol" <sip:1003@h>',
      { target: { uri: 'sip:1003@h', user: '1003', displayName: 'Carol', claim: 'name' } },
    ],
    [
      'headers of its own',
      '<sip:1003@h?From=x&Call-ID=y&Route=%3Csip:z%3E>',
      { uri: 'sip:1003@h', isJoining: false },
    ],
    [
      'a call to replace',
      '<sip:1003@h?Replaces=a%40b%3Bto-tag%3Dc%3Bfrom-tag%3Dd>',
      { uri: 'sip:1003@h', isJoining: true },
    ],
    [
      'one that is not escaped',
      '<sip:1003@h?Replaces=a@b;to-tag=c;from-tag=d>',
      { uri: 'sip:1003@h', isJoining: true },
    ],
  ])('is a question to the person: %s', async (_name, referTo, expected) => {
    await refers(referTo);
    expect(referrals()).toMatchObject([expected]);
    expect(
      wire.peer.seen.filter(
        (one) => one.kind === 'response' && (headerOf(one, 'CSeq') ?? '').includes('REFER'),
      ),
    ).toEqual([]);
    expect(wire.peer.requests('INVITE')).toHaveLength(1);
  });

  it.each<[string, string | readonly string[], number]>([
    ['nothing', [], 400],
    ['two addresses', ['<sip:a@h>', '<sip:b@h>'], 400],
    ['two in one line', '<sip:a@h>, <sip:b@h>', 400],
    ['a number', '<tel:+4930123>', 416],
    ['a page', '<https://example.org/>', 416],
    ['a BYE', '<sip:1003@h;method=BYE>', 603],
    ['a message', '<sip:1003@h;method=MESSAGE>', 603],
    ['a call to replace that has no tags', '<sip:1003@h?Replaces=abc>', 400],
    ['a line end in Replaces', '<sip:1003@h?Replaces=a%3Bto-tag%3Dc%3Bfrom-tag%3Dd%0D%0AX:y>', 400],
    ['no host', '<sip:>', 400],
  ])('is refused without a question: %s', async (_name, referTo, status) => {
    await refers(referTo);
    expect((await wire.peer.nextResponse('REFER')).status).toBe(status);
    expect(referrals()).toEqual([]);
    expect(wire.kindsOf(session)).not.toContain('terminated');
  });

  it('outside of a call is refused, whoever sends it', async () => {
    wire.peer.request('REFER', newDialog(wire.contact), { headers: [['Refer-To', '<sip:1003@h>']] });
    await settle();
    expect((await wire.peer.nextResponse('REFER')).status).toBe(603);
    expect(referrals()).toEqual([]);
  });

  it('says in whose name, as the far side claims', async () => {
    await refers('<sip:1003@h>', ['Referred-By', '"Ann" <sip:1005@pbx.example.org>;cid="x"']);
    expect(referrals()[0]?.referredBy).toEqual({
      uri: 'sip:1005@pbx.example.org',
      user: '1005',
      displayName: 'Ann',
      claim: 'all',
    });
  });
});

describe('whoever is there after a transfer', () => {
  it('is named by the server, in an UPDATE, a re-INVITE and an answer, and by nobody else', async () => {
    const parties = (): unknown[] =>
      wire.phone
        .changesOf(session)
        .flatMap((one) => (one.kind === 'partyChanged' ? [one.remote.displayName] : []));
    session.refer({ uri: 'sip:1003@pbx.example.org' });
    await settle();
    const refer = await wire.peer.nextRequest('REFER');
    wire.peer.respond(refer, 202);
    const assert = (name: string): Header => [
      'P-Asserted-Identity',
      `"${name}" <sip:${name}@pbx.example.org>`,
    ];
    wire.peer.request('UPDATE', dialog, { headers: [assert('Carol')] });
    await settle();
    wire.peer.request('INVITE', dialog, { headers: [assert('Dave')], body: LATER_OFFER });
    await settle();
    wire.peer.request('ACK', dialog);
    await settle();
    expect(parties()).toEqual(['Carol', 'Dave']);
    wire.peer.request('UPDATE', dialog, { headers: [['Referred-By', '"Eve" <sip:eve@evil.example>']] });
    await settle();
    expect(parties()).toEqual(['Carol', 'Dave']);
  });
});

describe('the call that follows', () => {
  const REPLACING = '<sip:1003@h;gr=x?Replaces=a%40b%3Bto-tag%3Dc%3Bfrom-tag%3Dd>';

  it('carries what the REFER asked for, and its progress goes to the one who asked', async () => {
    await refers(REPLACING, ['Referred-By', '<sip:1005@pbx.example.org>']);
    const { invite } = await follow();
    expect(invite.uri).toContain('sip:1003@h');
    expect(headerOf(invite, 'Replaces')).toBe('a@b;to-tag=c;from-tag=d');
    expect(headerOf(invite, 'Referred-By')).toBe('<sip:1005@pbx.example.org>');
    wire.peer.respond(invite, 180, { toTag: 'third' });
    await answerNotifies();
    wire.peer.respond(invite, 200, { toTag: 'third', body: ANSWER });
    await answerNotifies();
    expect(notified()).toEqual(['SIP/2.0 100 Trying', 'SIP/2.0 180 Ringing', 'SIP/2.0 200 OK']);
    const [first, , last] = wire.peer.requests('NOTIFY');
    if (first === undefined || last === undefined) throw new Error('no NOTIFY');
    const [refer] = wire.peer.seen.filter((one) => one.kind === 'response' && one.status === 202);
    expect(headerOf(first, 'Event')).toBe(
      `refer;id=${String(Number.parseInt((refer && headerOf(refer, 'CSeq')) ?? '', 10))}`,
    );
    expect(headerOf(first, 'Subscription-State')).toBe('active;expires=180');
    expect(headerOf(first, 'Contact')).toMatch(/^<sip:/u);
    expect(headerOf(last, 'Subscription-State')).toBe('terminated;reason=noresource');
  });

  it('that fails is told with its status', async () => {
    await refers('<sip:1003@h>');
    const { invite } = await follow();
    wire.peer.respond(invite, 480, { reason: 'Temporarily Unavailable' });
    await answerNotifies();
    expect(notified()).toEqual(['SIP/2.0 100 Trying', 'SIP/2.0 480 Temporarily Unavailable']);
    expect(wire.kindsOf(session)).not.toContain('terminated');
  });

  it('that the person gives up is told as ended', async () => {
    await refers('<sip:1003@h>');
    const { next, invite } = await follow();
    wire.peer.respond(invite, 180, { toTag: 'third' });
    await answerNotifies();
    next.terminate();
    await settle();
    wire.peer.respond(invite, 487, { toTag: 'third' });
    await answerNotifies();
    expect(notified().at(-1)).toMatch(/^SIP\/2\.0 487 /u);
  });

  it('is told to nobody where the REFER wants no word (RFC 4488)', async () => {
    await refers('<sip:1003@h>', ['Refer-Sub', 'false'], ['Require', 'norefersub']);
    const { invite } = await follow();
    const accepted = await wire.peer.nextResponse('REFER', 202);
    expect(headerOf(accepted, 'Refer-Sub')).toBe('false');
    wire.peer.respond(invite, 200, { toTag: 'third', body: ANSWER });
    await settle();
    expect(notified()).toEqual([]);
  });

  it('goes on where nobody wants to hear of it any more', async () => {
    await refers('<sip:1003@h>');
    const { next, invite } = await follow();
    wire.peer.respond(invite, 180, { toTag: 'third' });
    await answerNotifies(481);
    wire.peer.respond(invite, 200, { toTag: 'third', body: ANSWER });
    await settle();
    expect(wire.kindsOf(next)).toContain('established');
    expect(notified()).not.toContain('SIP/2.0 200 OK');
    expect(wire.kindsOf(session)).not.toContain('terminated');
  });

  it('goes on where the one who asked hangs up at once', async () => {
    await refers(REPLACING);
    const [referral] = referrals();
    if (referral === undefined) throw new Error('nobody was asked');
    session.answerRefer(referral.id, true);
    await answerNotifies();
    wire.peer.request('BYE', dialog);
    await settle();
    const next = wire.phone.userAgent.call(referral.uri, media(), { referralId: referral.id });
    await settle();
    const invite = await wire.peer.nextRequest('INVITE');
    expect(headerOf(invite, 'Replaces')).toBe('a@b;to-tag=c;from-tag=d');
    wire.peer.respond(invite, 200, { toTag: 'third', body: ANSWER });
    await settle();
    expect(wire.kindsOf(next)).toContain('established');
  });

  it('is one more than nothing: a second REFER meanwhile has to wait', async () => {
    await refers('<sip:1003@h>');
    await refers('<sip:1004@h>');
    expect((await wire.peer.nextResponse('REFER')).status).toBe(491);
    expect(referrals()).toHaveLength(1);
  });
});
