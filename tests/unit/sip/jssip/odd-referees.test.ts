// What far sides make of a REFER of ours, as servers and phones do it: refusals, silence, NOTIFYs early, late, broken, unnumbered, or none.
// Each has one end, and none ends the call.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Transfer } from '../../../../src/sip/transfer.ts';
import type { Session } from '../../../../src/sip/user-agent.ts';
import { headerOf, type Header, type SipRequest } from '../../../../server/sip/message.ts';
import type { PeerDialog } from '../../../doubles/sip/peer-dialog.ts';
import { challengeHeader, credentialsFor } from '../../../doubles/sip/sip-peer.ts';
import { settle } from './support/pair.ts';
import { cseqOf, Wire } from './support/wire.ts';

let wire: Wire;
let session: Session;
let dialog: PeerDialog;
let refer: SipRequest;

beforeEach(async () => {
  vi.useFakeTimers();
  wire = new Wire();
  await wire.start();
  ({ session, dialog } = await wire.talks());
  session.refer({ uri: 'sip:1003@pbx.example.org' });
  await settle();
  refer = await wire.peer.nextRequest('REFER');
});

afterEach(async () => {
  expect(wire.phone.problems).toEqual([]);
  await wire.stop();
});

const fate = (): Transfer[] =>
  wire.phone
    .changesOf(session)
    .flatMap((change) => (change.kind === 'transferChanged' ? [change.transfer] : []));
const end = (): Transfer | undefined => fate().at(-1);
const isOver = (): boolean => wire.kindsOf(session).includes('terminated');

interface Notice {
  readonly body?: string;
  readonly state?: string;
  readonly event?: string;
  readonly cseq?: number;
  readonly type?: string;
}

/** Sends a NOTIFY; resolves to the status that answers it. */
async function notify(notice: Notice): Promise<number> {
  const { body = '', state, event = `refer;id=${String(cseqOf(refer))}`, cseq, type } = notice;
  const headers: Header[] = [['Event', event]];
  if (state !== undefined) headers.push(['Subscription-State', state]);
  if (body !== '') headers.push(['Content-Type', type ?? 'message/sipfrag;version=2.0']);
  wire.peer.request('NOTIFY', dialog, { headers, body, ...(cseq === undefined ? {} : { cseq }) });
  await settle();
  return (await wire.peer.nextResponse('NOTIFY')).status;
}

const ACTIVE = 'active;expires=60';
const OVER = 'terminated;reason=noresource';
const TRYING: Notice = { body: 'SIP/2.0 100 Trying\r\n', state: ACTIVE };
const RINGING: Notice = { body: 'SIP/2.0 180 Ringing\r\n', state: ACTIVE };
const OK: Notice = { body: 'SIP/2.0 200 OK\r\n', state: OVER };
const BUSY: Notice = { body: 'SIP/2.0 486 Busy Here\r\n', state: OVER };
const DONE = { kind: 'done' } as const;
const UNKNOWN = { kind: 'unknown' } as const;
const BUSY_END = { kind: 'failed', statusCode: 486, cause: 'busy', reasonPhrase: 'Busy Here' } as const;

async function accept(...headers: readonly Header[]): Promise<void> {
  wire.peer.respond(refer, 202, { headers });
  await settle();
}

describe('a REFER of ours', () => {
  it('says whom to call, in whose name, and where the NOTIFYs go', () => {
    expect(headerOf(refer, 'Refer-To')).toBe('<sip:1003@pbx.example.org>');
    expect(headerOf(refer, 'Referred-By')).toBe('<sip:1001@pbx.example.org>');
    expect(headerOf(refer, 'Contact')).toMatch(/^<sip:/u);
  });

  it.each([
    [403, 'forbidden'],
    [405, 'rejected'],
    [420, 'extensionRequired'],
    [481, 'dialogGone'],
    [501, 'serverError'],
    [603, 'declined'],
  ] as const)('that is refused by %i fails, and the call goes on', async (status, cause) => {
    wire.peer.respond(refer, status);
    await settle();
    expect(end()).toMatchObject({ kind: 'failed', statusCode: status, cause });
    expect(isOver()).toBe(false);
  });

  it('that nobody answers fails by time, and the call goes on', async () => {
    await settle(33_000);
    expect(end()).toEqual({
      kind: 'failed',
      cause: 'timeout',
      statusCode: undefined,
      reasonPhrase: undefined,
    });
    expect(isOver()).toBe(false);
  });

  it('that is challenged goes out again under another number, by which the NOTIFYs name it', async () => {
    const challenge = { status: 407, realm: 'pbx.example.org' } as const;
    wire.peer.respond(refer, 407, { headers: [challengeHeader(challenge)] });
    await settle();
    refer = await wire.peer.nextRequest('REFER');
    expect(credentialsFor(refer, challenge)).toContain('username="1001"');
    await accept();
    expect(await notify(OK)).toBe(200);
    expect(end()).toEqual(DONE);
  });

  it('to an address that is none fails without a word to the far side', async () => {
    session.refer({ uri: 'sip:<>@x' });
    await settle();
    expect(end()).toMatchObject({ kind: 'failed', cause: 'addressIncomplete' });
    expect(wire.peer.requests('REFER')).toHaveLength(1);
  });
});

describe('the NOTIFYs of it', () => {
  it.each<[string, readonly Notice[], Transfer]>([
    ['trying, ringing and success', [TRYING, RINGING, OK], DONE],
    ['busy', [TRYING, BUSY], BUSY_END],
    ['success while the subscription goes on', [{ ...OK, state: ACTIVE }], DONE],
    ['a status without a phrase', [{ body: 'SIP/2.0 200', state: OVER }], DONE],
    ['line ends of Unix, and one before', [{ body: '\nSIP/2.0 200 OK\nVia: x\n', state: OVER }], DONE],
    ['no Subscription-State', [{ body: 'SIP/2.0 200 OK' }], DONE],
    ['another type', [{ ...OK, type: 'application/sipfrag' }], DONE],
    ['no number', [{ ...OK, event: 'refer' }], DONE],
    ['a number that a middle gave', [{ ...OK, event: 'refer;id=900001' }], DONE],
    ['a number that is none', [{ ...OK, event: 'refer;id=x' }], DONE],
    ['event and state in capitals', [{ ...OK, event: 'Refer', state: 'TERMINATED' }], DONE],
    ['ringing after success', [OK, RINGING], DONE],
    ['failure after success', [OK, BUSY], DONE],
    ['success after failure', [BUSY, OK], BUSY_END],
    ['an end without a status', [TRYING, { state: 'terminated;reason=timeout' }], UNKNOWN],
    ['an end with Trying (SBCs)', [{ ...TRYING, state: OVER }], UNKNOWN],
    ['an end with Trying, and success all the same', [{ ...TRYING, state: OVER }, OK], DONE],
    ['a body that says nothing', [{ body: 'nothing', state: ACTIVE }], { kind: 'accepted' }],
    ['a status that is none', [{ body: 'SIP/2.0 999 X', state: ACTIVE }], { kind: 'accepted' }],
    ['a request for a body', [{ body: 'INVITE sip:x SIP/2.0\r\n', state: OVER }], UNKNOWN],
  ])('%s', async (_name, notices, expected) => {
    await accept();
    for (const notice of notices) expect(await notify(notice)).toBe(200);
    expect(end()).toEqual(expected);
    expect(isOver()).toBe(false);
  });

  it('may come before the answer', async () => {
    expect(await notify(RINGING)).toBe(200);
    await accept();
    expect(end()).toEqual({ kind: 'progress', statusCode: 180 });
    await notify(OK);
    expect(end()).toEqual(DONE);
  });

  it('out of order: one that is older than the last is refused, and means nothing', async () => {
    await accept();
    const before = dialog.cseq;
    dialog.cseq += 5;
    await notify(RINGING);
    expect(await notify({ ...BUSY, cseq: before + 1 })).toBe(500);
    expect(end()).toEqual({ kind: 'progress', statusCode: 180 });
  });

  it('of an event of another kind are not of it', async () => {
    await accept();
    expect(await notify({ ...OK, event: 'presence' })).toBe(489);
    expect(end()).toEqual({ kind: 'accepted' });
  });

  it('that never come leave the end unknown, and the call as it is', async () => {
    await accept();
    await settle(31_000);
    expect(end()).toEqual({ kind: 'accepted' });
    await settle(2000);
    expect(end()).toEqual(UNKNOWN);
    expect(isOver()).toBe(false);
    await notify(OK);
    expect(end()).toEqual(DONE);
  });

  it('are waited for as long as the last one promised', async () => {
    await accept();
    await notify({ ...RINGING, state: 'active;expires=120' });
    await settle(115_000);
    expect(end()).toEqual({ kind: 'progress', statusCode: 180 });
    await settle(6000);
    expect(end()).toEqual(UNKNOWN);
  });

  it('do not come where the answer says so: the end tells (RFC 4488)', async () => {
    await accept(['Refer-Sub', 'false']);
    wire.peer.request('BYE', dialog);
    await settle();
    expect(fate()).toEqual([{ kind: 'asked' }, { kind: 'accepted' }, DONE]);
  });

  it('before any REFER, or of one that was never sent, are answered 481', async () => {
    const other = await wire.talks();
    wire.peer.request('NOTIFY', other.dialog, { headers: [['Event', 'refer']] });
    await settle();
    expect((await wire.peer.nextResponse('NOTIFY')).status).toBe(481);
  });
});

describe('the end of the call', () => {
  it.each<[string, readonly Notice[]]>([
    ['after the 202', []],
    ['after Trying', [TRYING]],
    ['after an end without a word', [{ ...TRYING, state: OVER }]],
  ])('by the far side %s means that it worked', async (_name, notices) => {
    await accept();
    for (const notice of notices) await notify(notice);
    wire.peer.request('BYE', dialog);
    await settle();
    expect(end()).toEqual(DONE);
    expect(wire.last(session)).toMatchObject({ kind: 'terminated' });
  });

  it('after a failure changes nothing of it', async () => {
    await accept();
    await notify(BUSY);
    wire.peer.request('BYE', dialog);
    await settle();
    expect(end()).toEqual(BUSY_END);
  });

  it('before the answer leaves it unknown, and so does our own', async () => {
    wire.peer.request('BYE', dialog);
    await settle();
    expect(end()).toEqual(UNKNOWN);
  });

  it('by us leaves it unknown', async () => {
    await accept();
    session.terminate();
    await settle();
    expect(end()).toEqual(UNKNOWN);
  });
});

describe('several REFERs in a row', () => {
  it('are told of by the last one, and a success of any', async () => {
    wire.peer.respond(refer, 202);
    await settle();
    const first = refer;
    session.refer({ uri: 'sip:1004@pbx.example.org' });
    await settle();
    refer = await wire.peer.nextRequest('REFER');
    wire.peer.respond(refer, 202);
    await settle();
    await notify({ ...BUSY, event: `refer;id=${String(cseqOf(first))}` });
    expect(end()).toEqual({ kind: 'accepted' });
    await notify(RINGING);
    expect(end()).toEqual({ kind: 'progress', statusCode: 180 });
    await notify(BUSY);
    expect(end()).toEqual(BUSY_END);
  });
});
