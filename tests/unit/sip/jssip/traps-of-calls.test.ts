// Where the stack goes wrong as a call begins or ends, each on the wire.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf } from '../../../../server/sip/message.ts';
import { newDialog } from '../../../doubles/sip/peer-dialog.ts';
import { media } from '../../../doubles/sip/test-phone.ts';
import { settle } from './support/pair.ts';
import { ANSWER, cseqOf, OFFER, Wire } from './support/wire.ts';

let wire: Wire;

beforeEach(async () => {
  vi.useFakeTimers();
  wire = new Wire();
  await wire.start();
});

afterEach(async () => {
  await wire.stop();
});

const CALLER = 'sip:1002@pbx.example.org';
const CALLED = 'sip:1001@pbx.example.org';

/** An INVITE from the far side, and the first final or provisional answer above 100. */
async function invited(headers: readonly [string, string][], body = OFFER): Promise<number | undefined> {
  wire.peer.request('INVITE', newDialog(wire.contact, CALLER, CALLED), { headers, body });
  await settle();
  const answers = wire.peer.seen.filter((one) => one.kind === 'response' && one.status > 100);
  return answers.find((one) => (headerOf(one, 'CSeq') ?? '').endsWith('INVITE'))?.kind === 'response'
    ? (answers.at(-1) as { status: number }).status
    : undefined;
}

describe('a forked call', () => {
  it('ends the second branch that answers, and keeps the first', async () => {
    const { session, invite } = await wire.talks();
    wire.peer.respond(invite, 200, { body: ANSWER, toTag: 'second' });
    await settle();
    const bye = await wire.peer.nextRequest('BYE');
    expect(headerOf(bye, 'To')).toContain('tag=second');
    const acks = wire.peer.requests('ACK').map((ack) => headerOf(ack, 'To') ?? '');
    expect(acks.some((to) => to.includes('tag=second'))).toBe(true);
    expect(wire.kindsOf(session)).not.toContain('terminated');
    session.terminate();
    expect(headerOf(await wire.peer.nextRequest('BYE'), 'To')).toContain('tag=far');
  });
});

describe('an answer that comes again and again', () => {
  it('is acknowledged each time and counted, so that the end can be explained', async () => {
    const { session, invite, dialog } = await wire.talks();
    for (let again = 0; again < 4; again += 1) {
      wire.peer.respond(invite, 200, { body: ANSWER, toTag: 'far' });
      await settle(4000);
    }
    expect(wire.peer.requests('ACK')).toHaveLength(5);
    const headers = [['Reason', 'Q.850;cause=102;text="RECOVERY_ON_TIMER_EXPIRE", SIP;cause=408']] as const;
    wire.peer.request('BYE', dialog, { headers });
    await settle();
    expect(wire.last(session)).toMatchObject({
      kind: 'terminated',
      end: {
        answersRepeated: 4,
        reasons: [
          { protocol: 'Q.850', cause: 102, text: 'RECOVERY_ON_TIMER_EXPIRE' },
          { protocol: 'SIP', cause: 408, text: undefined },
        ],
      },
    });
  });

  it('is not counted where another branch answers, and nothing is said of reasons that were not given', async () => {
    const { session, invite, dialog } = await wire.talks();
    wire.peer.respond(invite, 200, { body: ANSWER, toTag: 'second' });
    await settle();
    wire.peer.request('BYE', dialog);
    await settle();
    const change = wire.phone.changesOf(session).at(-1);
    const end = change?.kind === 'terminated' ? change.end : undefined;
    expect(end).toEqual({ by: 'remote', cause: undefined, statusCode: undefined, reasonPhrase: undefined });
    expect(end).not.toHaveProperty('answersRepeated');
    expect(end).not.toHaveProperty('reasons');
  });
});

describe('an answer without a session description', () => {
  it('goes on with the one that came with the ringing, of the same far side', async () => {
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 183, { body: ANSWER, toTag: 'far' });
    await settle();
    wire.peer.respond(invite, 180, { toTag: 'far' });
    wire.peer.respond(invite, 200, { toTag: 'far' });
    await settle();
    expect(wire.last(session)).toMatchObject({ kind: 'established' });
    expect(wire.phone.connectionOf(session).signalingState).toBe('stable');
    expect(wire.peer.requests('ACK')).toHaveLength(1);
    expect(wire.peer.requests('BYE')).toEqual([]);
  });

  it('ends the call where only another one had told its own', async () => {
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 183, { body: ANSWER, toTag: 'other' });
    await settle();
    wire.peer.respond(invite, 200, { toTag: 'far' });
    await settle();
    expect(wire.last(session)).toMatchObject({ kind: 'terminated', end: { cause: 'soundRefused' } });
    expect(headerOf(await wire.peer.nextRequest('BYE'), 'To')).toContain('tag=far');
  });
});

describe('a CANCEL that crosses the 200', () => {
  it('is followed by ACK and BYE, so that nobody is left on the line', async () => {
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 180, { toTag: 'far' });
    await settle();
    session.terminate();
    await wire.peer.nextRequest('CANCEL');
    wire.peer.respond(invite, 200, { body: ANSWER, toTag: 'far' });
    const bye = await wire.peer.nextRequest('BYE');
    expect(headerOf(bye, 'To')).toContain('tag=far');
    expect(wire.peer.requests('ACK').map(cseqOf)).toEqual([cseqOf(invite)]);
    expect(wire.last(session)).toMatchObject({ kind: 'terminated', end: { by: 'local' } });
  });
});

describe('a 200 of ours that nobody acknowledges', () => {
  it('is repeated, and ends in a BYE after 32 s', async () => {
    const { session } = await wire.answers();
    await settle(31_000);
    const oks = wire.peer.seen.filter((one) => one.kind === 'response' && one.status === 200);
    expect(oks.length).toBeGreaterThan(5);
    expect(wire.kindsOf(session)).not.toContain('terminated');
    await settle(10_000);
    expect(wire.peer.requests('BYE')).toHaveLength(1);
    expect(wire.last(session)).toMatchObject({ kind: 'terminated' });
  });
});

describe('early media', () => {
  it('on a second 18x with a description keeps ringing with the first', async () => {
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 183, { body: ANSWER, toTag: 'far' });
    await settle();
    wire.peer.respond(invite, 183, { body: ANSWER.replace('peer1', 'other'), toTag: 'far' });
    await settle();
    wire.peer.respond(invite, 180, { toTag: 'far' });
    await settle();
    expect(wire.kindsOf(session)).toEqual(['peerConnectionCreated', 'proceeding', 'proceeding', 'ringing']);
    wire.peer.respond(invite, 200, { body: ANSWER, toTag: 'far' });
    await settle();
    expect(wire.last(session)).toEqual({ kind: 'established' });
  });
});

describe('what an INVITE may ask for', () => {
  it('100rel is refused with 420 and named', async () => {
    expect(await invited([['Require', '100rel']])).toBe(420);
    const answer = await wire.peer.nextResponse('INVITE', 420);
    expect(headerOf(answer, 'Unsupported')).toBe('100rel');
    expect(wire.phone.incoming).toEqual([]);
  });

  it('an unknown scheme is answered 416', async () => {
    const dialog = newDialog('nobodyKnowsThisScheme:totallyopaquecontent', CALLER, CALLED);
    wire.peer.request('INVITE', dialog, { body: OFFER });
    expect((await wire.peer.nextResponse('INVITE')).status).toBe(416);
  });

  it('a description inside a multipart body is found', async () => {
    const body = `--x\r\nContent-Type: application/sdp\r\n\r\n${OFFER}\r\n--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x--\r\n`;
    expect(await invited([['Content-Type', 'multipart/mixed;boundary=x']], body)).toBe(180);
    wire.phone.ringing.answer(media());
    expect((await wire.peer.nextResponse('INVITE', 200)).body).toContain('m=audio');
  });

  it('a content type with parameters is no obstacle', async () => {
    expect(await invited([['Content-Type', 'application/sdp;charset=utf-8']])).toBe(180);
  });

  it('a session timer that is only offered is no obstacle', async () => {
    expect(
      await invited([
        ['Session-Expires', '1800'],
        ['Supported', 'timer'],
      ]),
    ).toBe(180);
  });
});

describe('an INVITE that replaces our call', () => {
  it('is handed over as such, and the old call ends once the new one stands', async () => {
    const { session, dialog } = await wire.talks();
    const [callId, local, remote] = [dialog.callId, dialog.local, dialog.remote];
    const tag = (value: string): string => /tag=([^;>]+)/u.exec(value)?.[1] ?? '';
    const replaces = `${callId};to-tag=${tag(remote)};from-tag=${tag(local)}`;
    wire.peer.request('INVITE', newDialog(wire.contact, 'sip:1003@pbx.example.org', CALLED), {
      body: OFFER,
      headers: [['Replaces', replaces]],
    });
    await settle();
    const event = wire.phone.events.find(({ kind }) => kind === 'incomingCall');
    expect(event).toMatchObject({
      replaces: { sessionId: session.id, isAgreed: false },
      remote: { user: '1003', claim: 'all' },
    });
    wire.phone.ringing.answer(media());
    const ok = await wire.peer.nextResponse('INVITE', 200);
    wire.peer.send(
      [
        `ACK ${wire.contact} SIP/2.0`,
        'Via: SIP/2.0/WS peer.invalid;branch=z9hG4bKackreplaces',
        ...['From', 'To', 'Call-ID'].map((name) => `${name}: ${headerOf(ok, name) ?? ''}`),
        `CSeq: ${String(cseqOf(ok))} ACK`,
        'Content-Length: 0',
        '\r\n',
      ].join('\r\n'),
    );
    await settle();
    expect(headerOf(await wire.peer.nextRequest('BYE'), 'Call-ID')).toBe(callId);
    expect(wire.last(session)).toMatchObject({ kind: 'terminated' });
  });
});

describe('how a call ends', () => {
  it('a 302 names where to, and is not followed by itself', async () => {
    const { session, invite } = await wire.calls();
    wire.respondAs('sip:1009@elsewhere.example', invite, '302 Moved Temporarily');
    await settle();
    expect(wire.last(session)).toMatchObject({
      end: { cause: 'moved', statusCode: 302, redirectTo: 'sip:1009@elsewhere.example' },
    });
    expect(wire.peer.requests('INVITE')).toHaveLength(1);
  });

  it('a Reason header of a BYE is told, the normal one is not', async () => {
    const { session, dialog } = await wire.talks();
    wire.peer.request('BYE', dialog, {
      headers: [['Reason', 'Q.850;cause=34;text="No circuit/channel available"']],
    });
    await settle();
    expect(wire.last(session)).toMatchObject({ end: { reasonPhrase: 'No circuit/channel available' } });

    const other = await wire.talks();
    wire.peer.request('BYE', other.dialog, {
      headers: [['Reason', 'Q.850;cause=16;text="Normal Clearing"']],
    });
    await settle();
    expect(wire.last(other.session)).toMatchObject({ end: { by: 'remote', reasonPhrase: undefined } });
  });

  it('being transferred waits for the person, who says no, and the call goes on', async () => {
    const { session, dialog } = await wire.talks();
    wire.peer.request('REFER', dialog, { headers: [['Refer-To', '<sip:1003@pbx.example.org>']] });
    await settle(5000);
    const asked = wire.phone.changesOf(session).at(-1);
    if (asked?.kind !== 'referred') throw new Error('nobody was asked');
    session.answerRefer(asked.referral.id, false);
    expect((await wire.peer.nextResponse('REFER')).status).toBe(603);
    await settle(1000);
    expect(wire.peer.requests('NOTIFY')).toEqual([]);
    expect(wire.kindsOf(session)).not.toContain('terminated');
  });

  it('a NOTIFY without an Event is refused, and nothing escapes', async () => {
    const { session, dialog } = await wire.talks();
    wire.peer.request('NOTIFY', dialog);
    expect((await wire.peer.nextResponse('NOTIFY')).status).toBe(489);
    expect(wire.kindsOf(session)).not.toContain('terminated');
    expect(wire.phone.problems).toEqual([]);
  });
});
