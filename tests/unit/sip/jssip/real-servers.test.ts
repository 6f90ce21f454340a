// What real servers do beside the plain call, on the wire: messages as Asterisk was recorded to send them, and their kin.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf, type Header, type SipRequest } from '../../../../server/sip/message.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';
import type { Session, UserAgentEvent } from '../../../../src/sip/user-agent.ts';
import { TestPhone } from '../../../doubles/sip/test-phone.ts';
import type { FakeDtmfSender } from '../../../doubles/sip/webrtc/fake-dtmf-sender.ts';
import { newDialog } from '../../../doubles/sip/peer-dialog.ts';
import { requestIn } from '../../../doubles/sip/sip-peer.ts';
import {
  gsmOffer,
  plainOffer,
  recordedDescription,
  sdesOffer,
} from '../../../fixtures/descriptions/recorded.ts';
import { by, settle } from './support/pair.ts';
import { ANSWER, LATER_OFFER, OFFER, Wire } from './support/wire.ts';

const MINUTE = 60_000;

let wire: Wire;

beforeEach(async () => {
  vi.useFakeTimers();
  wire = new Wire();
  await wire.start();
});

afterEach(async () => {
  await wire.stop();
});

const CAROL: Header = ['P-Asserted-Identity', '"Carol Connected" <sip:1999@localhost>'];
const CAROL_BY_RPID: Header = [
  'Remote-Party-ID',
  '"Carol Connected" <sip:1999@localhost>;party=called;privacy=off;screen=no',
];
const nameIn = (session: Session): string | undefined =>
  wire.phone
    .changesOf(session)
    .flatMap((change) => (change.kind === 'partyChanged' ? [change.remote.displayName] : []))
    .at(-1);
const registrationEvents = (): UserAgentEvent[] =>
  wire.phone.events.filter(({ kind }) => kind === 'registered' || kind === 'registrationFailed');

describe('a message that begins with line ends (RFC 3261 7.5)', () => {
  it('is taken without them', async () => {
    const invite = serializeMessage(requestIn('INVITE', newDialog(wire.contact), { body: OFFER }));
    wire.peer.send(`\r\n\r\n${invite}`);
    await settle();
    expect(wire.phone.incoming).toHaveLength(1);
  });
});

describe('a name that changes', () => {
  it.each([
    ['UPDATE without a description', 'UPDATE', CAROL, ''],
    ['UPDATE with Remote-Party-ID', 'UPDATE', CAROL_BY_RPID, ''],
    ['re-INVITE', 'INVITE', CAROL, LATER_OFFER],
    ['re-INVITE with Remote-Party-ID', 'INVITE', CAROL_BY_RPID, LATER_OFFER],
  ])('is taken from an %s, and the call goes on', async (_name, method, header, body) => {
    const { session, dialog } = await wire.talks();
    wire.peer.request(method, dialog, { headers: [header], body });
    await settle();
    expect((await wire.peer.nextResponse(method)).status).toBe(200);
    expect(nameIn(session)).toBe('Carol Connected');
    expect(wire.kindsOf(session)).not.toContain('terminated');
  });

  it('is taken from the answer to our call', async () => {
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 180, { toTag: 'far', headers: [['P-Asserted-Identity', '"Desk" <sip:1@x>']] });
    await settle();
    expect(nameIn(session)).toBe('Desk');
    wire.peer.respond(invite, 200, { toTag: 'far', headers: [CAROL], body: ANSWER });
    await settle();
    expect(nameIn(session)).toBe('Carol Connected');
  });

  it('is taken while an offer of ours is under way: an UPDATE without a description crosses nothing (RFC 3311 5.2)', async () => {
    const { session, dialog } = await wire.talks();
    void session.setHold(true);
    await wire.peer.nextRequest('INVITE');
    wire.peer.request('UPDATE', dialog, { headers: [CAROL] });
    expect((await wire.peer.nextResponse('UPDATE')).status).toBe(200);
    expect(nameIn(session)).toBe('Carol Connected');
  });

  it('is told once where nothing changes', async () => {
    const { session, dialog } = await wire.talks();
    for (let time = 0; time < 3; time += 1) {
      wire.peer.request('UPDATE', dialog, { headers: [CAROL] });
      await settle();
    }
    expect(wire.kindsOf(session).filter((kind) => kind === 'partyChanged')).toHaveLength(1);
  });
});

describe('keys', () => {
  const withoutTones = (session: Session): void => {
    for (const { dtmf } of wire.phone.connectionOf(session).getSenders())
      Object.defineProperty(dtmf, 'canInsertDTMF', { value: false });
  };
  const talkWith = async (allow?: string): Promise<Session> => {
    const { session, invite } = await wire.calls();
    const headers: Header[] = allow === undefined ? [] : [['Allow', allow]];
    wire.peer.respond(invite, 200, { body: ANSWER, toTag: 'far', headers });
    await wire.peer.nextRequest('ACK');
    await settle();
    return session;
  };

  it('go out as INFO where no telephone-event was agreed on and the far side takes INFO', async () => {
    const session = await talkWith('INVITE, ACK, BYE, CANCEL, UPDATE, INFO, REFER');
    withoutTones(session);
    session.sendTones(['5'], by('rfc4733'));
    const info = await wire.peer.nextRequest('INFO');
    expect(info.body).toContain('Signal=5');
    wire.peer.respond(info, 200);
    await settle();
    expect(wire.last(session)).toEqual({ kind: 'tonesAnswered', isTaken: true });
  });

  it('are told as lost where neither way is open, and nothing throws', async () => {
    const session = await talkWith('INVITE, ACK, BYE, CANCEL');
    withoutTones(session);
    session.sendTones(['5'], by('rfc4733'));
    session.sendTones(['6'], by('info'));
    await settle(1000);
    expect(wire.peer.requests('INFO')).toEqual([]);
    expect(wire.last(session)).toEqual({ kind: 'tonesAnswered', isTaken: false });
    expect(wire.phone.problems).toEqual([]);
  });

  it('are told as lost where the far side refuses the INFO', async () => {
    const session = await talkWith();
    withoutTones(session);
    session.sendTones(['5'], by('rfc4733'));
    wire.peer.respond(await wire.peer.nextRequest('INFO'), 415);
    await settle();
    expect(wire.last(session)).toEqual({ kind: 'tonesAnswered', isTaken: false });
  });

  it('go with the sound where the person prefers messages and the far side takes none', async () => {
    const session = await talkWith('INVITE, ACK, BYE, CANCEL');
    session.sendTones(['5'], by('info'));
    await settle();
    expect(wire.peer.requests('INFO')).toEqual([]);
    expect(wire.phone.changesOf(session).slice(-2)).toEqual([
      { kind: 'tonesAnswered', isTaken: true },
      { kind: 'toneSent', tone: '5' },
    ]);
  });

  const senderOf = (session: Session): FakeDtmfSender => {
    const [sender] = wire.phone.connectionOf(session).getSenders();
    return sender!.dtmf;
  };
  const sentIn = (session: Session): string =>
    wire.phone
      .changesOf(session)
      .flatMap((change) => (change.kind === 'toneSent' ? [change.tone] : []))
      .join('');

  it('go into the sound as one run, which the browser times; each is told as it begins', async () => {
    const session = await talkWith();
    session.sendTones(['1', '2', '3'], { method: 'rfc4733', toneMs: 100, gapMs: 50 });
    await settle(10);
    expect(sentIn(session)).toBe('1');
    await settle(300);
    expect(sentIn(session)).toBe('123');
    expect(senderOf(session).played).toEqual(['1 100', '2 100', '3 100']);
  });

  it('last each as long as it was asked for, one behind the other', async () => {
    const session = await talkWith();
    session.sendTones(['1'], { method: 'rfc4733', toneMs: 2000, gapMs: 50 });
    session.sendTones(['2', '3'], by('rfc4733'));
    session.sendTones(['4'], by('rfc4733'));
    await settle(4000);
    expect(senderOf(session).played).toEqual(['1 2000', '2 120', '3 120', '4 120']);
  });

  it.each(['rfc4733', 'info'] as const)('by %s can be taken back before they go out', async (method) => {
    const session = await talkWith('INVITE, ACK, BYE, CANCEL, INFO');
    session.sendTones(['1', '2', '3', '4'], by(method));
    await settle(250);
    expect(sentIn(session)).toBe('12');
    expect(session.dropTones()).toBe(2);
    await settle(2000);
    expect(sentIn(session)).toBe('12');
    session.sendTones(['9'], by(method));
    await settle(500);
    expect(sentIn(session)).toBe('129');
  });

  it('that the sound stopped taking are not sent later', async () => {
    const session = await talkWith('INVITE, ACK, BYE, CANCEL');
    session.sendTones(['1', '2', '3'], by('rfc4733'));
    await settle(100);
    senderOf(session).canInsertDTMF = false;
    await settle(3000);
    expect(session.dropTones()).toBe(0);
    senderOf(session).canInsertDTMF = true;
    session.sendTones(['9'], by('rfc4733'));
    await settle(500);
    expect(sentIn(session)).toBe('19');
  });

  it('by message say how long they last, and leave as far apart', async () => {
    const session = await talkWith('INVITE, ACK, BYE, CANCEL, INFO');
    session.sendTones(['1', '2'], { method: 'info', toneMs: 500, gapMs: 300 });
    await settle(700);
    const [first, ...more] = wire.peer.requests('INFO');
    expect([first?.body, more]).toEqual(['Signal=1\r\nDuration=500', []]);
    await settle(200);
    expect(wire.peer.requests('INFO')[1]?.body).toBe('Signal=2\r\nDuration=500');
  });
});

describe('an answer that no browser takes', () => {
  it.each([
    ['ice_support=no', recordedDescription('endpoint: ice_support=no'), 'soundWithoutIce'],
    ['rtcp_mux=no', recordedDescription('endpoint: rtcp_mux=no'), 'soundWithoutMux'],
    ['plain RTP', plainOffer(recordedDescription('echo')), 'soundNotEncrypted'],
  ])('is named: %s', async (_setting, body, cause) => {
    const { session, invite } = await wire.calls();
    const connection = wire.phone.connectionOf(session);
    vi.spyOn(connection, 'setRemoteDescription').mockRejectedValue(
      new DOMException('refused', 'InvalidAccessError'),
    );
    wire.peer.respond(invite, 200, { body, toTag: 'far' });
    await wire.peer.nextRequest('BYE');
    expect(wire.last(session)).toMatchObject({
      kind: 'terminated',
      end: { cause, statusCode: undefined, reasonPhrase: undefined },
    });
  });

  it('that demands an extension names it', async () => {
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 421, {
      toTag: 'far',
      headers: [['Require', 'timer']],
      reason: 'Extension Required',
    });
    await settle();
    expect(wire.last(session)).toMatchObject({
      end: { cause: 'extensionRequired', statusCode: 421, reasonPhrase: 'Extension Required: timer' },
    });
  });
});

describe('a call that could never have sound here', () => {
  const offer = recordedDescription('click to call (AMI Originate)');

  it.each([
    ['plain RTP', plainOffer(offer), 'soundNotEncrypted'],
    ['SDES', sdesOffer(offer), 'soundNotEncrypted'],
    ['GSM alone', gsmOffer(offer), 'noCommonCodec'],
    ['no ICE', offer.replace(/^a=ice-\w+:[^\r]*\r\n/gmu, ''), 'soundWithoutIce'],
    [
      'a fax',
      'v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=image 4000 udptl t38\r\n',
      'noSoundOffered',
    ],
  ])('is refused with 488 at once and told: %s', async (_name, body, cause) => {
    const began = newDialog(wire.contact, 'sip:1002@pbx.example.org', 'sip:1001@pbx.example.org');
    wire.peer.request('INVITE', began, { body });
    const answer = await wire.peer.nextResponse('INVITE');
    expect([answer.status, headerOf(answer, 'Warning')?.slice(0, 4)]).toEqual([488, '399 ']);
    expect(wire.phone.incoming).toEqual([]);
    expect(wire.phone.events.filter(({ kind }) => kind === 'callRefused')).toEqual([
      expect.objectContaining({
        cause,
        statusCode: 488,
        remote: expect.objectContaining({ user: '1002' }) as unknown,
      }),
    ]);
  });

  it('is told once, however often it is sent', async () => {
    const began = newDialog(wire.contact);
    for (let time = 0; time < 3; time += 1) wire.peer.request('INVITE', began, { body: plainOffer(offer) });
    await settle();
    expect(wire.phone.kinds().filter((kind) => kind === 'callRefused')).toHaveLength(1);
  });

  it('is told where it asks for what this phone lacks', async () => {
    wire.peer.request('INVITE', newDialog(wire.contact), { body: OFFER, headers: [['Require', '100rel']] });
    expect((await wire.peer.nextResponse('INVITE')).status).toBe(420);
    expect(wire.phone.events.at(-1)).toMatchObject({ kind: 'callRefused', cause: 'extensionRequired' });
  });

  it('rings nowhere in a browser that can’t call, and is told', async () => {
    const phone = new TestPhone('1005', undefined, 'browserCantCall');
    phone.userAgent.start();
    await settle();
    const contact = headerOf(wire.peer.requests('REGISTER').at(-1)!, 'Contact') ?? '';
    wire.peer.request('INVITE', newDialog(/<([^>]+)>/u.exec(contact)?.[1] ?? ''), { body: offer });
    expect((await wire.peer.nextResponse('INVITE')).status).toBe(488);
    expect(phone.events.at(-1)).toMatchObject({ kind: 'callRefused', cause: 'browserCantCall' });
    expect(phone.incoming).toEqual([]);
    const stopped = phone.userAgent.stop();
    await settle(3000);
    await stopped;
  });

  it('rings where it offers no description: ours decides', async () => {
    wire.peer.request('INVITE', newDialog(wire.contact));
    await settle();
    expect(wire.phone.incoming).toHaveLength(1);
  });

  it('rings where sound comes, as recorded', async () => {
    wire.peer.request('INVITE', newDialog(wire.contact), { body: offer });
    await settle();
    expect(wire.phone.incoming).toHaveLength(1);
  });
});

describe('a registrar that refuses', () => {
  const refuse = async (queryStatus: number): Promise<void> => {
    wire.peer.acceptsRegister = false;
    wire.peer.queryStatus = queryStatus;
    wire.peer.bindings = ['<sip:other@1.invalid>;expires=300', '<sip:third@2.invalid>;expires=300'];
    wire.phone.forget();
    wire.peer.forget();
    wire.phone.userAgent.retry();
    wire.peer.respond(await wire.peer.nextRequest('REGISTER'), 403);
    await settle();
  };

  it('with 403, and lists the others: the password is right, this device is not let in', async () => {
    await refuse(200);
    expect(registrationEvents()).toMatchObject([
      { kind: 'registrationFailed', cause: 'deviceRefused', statusCode: 403 },
    ]);
    expect(wire.peer.queries).toHaveLength(1);
  });

  it('with 403 twice: the password is wrong', async () => {
    await refuse(403);
    expect(registrationEvents()).toMatchObject([{ kind: 'registrationFailed', cause: 'wrongPassword' }]);
  });

  it('with 403 a password that it never took: one attempt, and the list is asked for at the next alone', async () => {
    const fresh = new TestPhone('1002');
    wire.peer.acceptsRegister = false;
    wire.peer.queryStatus = 200;
    wire.peer.bindings = ['<sip:other@1.invalid>;expires=300'];
    wire.peer.forget();
    fresh.userAgent.start();
    wire.peer.respond(await wire.peer.nextRequest('REGISTER'), 403);
    await settle(10_000);
    expect(fresh.events.filter(({ kind }) => kind === 'registrationFailed')).toMatchObject([
      { cause: 'wrongPassword', statusCode: 403 },
    ]);
    const own = (request: SipRequest): boolean => (headerOf(request, 'From') ?? '').includes('1002');
    expect(wire.peer.requests('REGISTER').filter(own)).toHaveLength(1);
    expect(wire.peer.queries.filter(own)).toEqual([]);
    wire.peer.forget();
    fresh.userAgent.retry();
    wire.peer.respond(await wire.peer.nextRequest('REGISTER'), 403);
    await settle();
    expect(fresh.events.at(-1)).toMatchObject({ kind: 'registrationFailed', cause: 'deviceRefused' });
    const stopped = fresh.userAgent.stop();
    await settle(3000);
    await stopped;
  });

  it('with 403, and does not say more: as ever', async () => {
    await refuse(400);
    expect(registrationEvents()).toMatchObject([{ kind: 'registrationFailed', cause: 'wrongPassword' }]);
  });
});

describe('our place at the registrar', () => {
  const other = '<sip:other@1.invalid>;expires=300';

  beforeEach(async () => {
    await settle(3000);
    expect(wire.peer.queries, 'how the registrar lists us').toHaveLength(1);
    wire.peer.forget();
  });

  it('is asked for once before each refresh, and kept', async () => {
    const before = wire.peer.requests('REGISTER').length;
    await settle(60 * 60_000);
    const refreshes = wire.peer.requests('REGISTER').length - before;
    expect(refreshes).toBeGreaterThanOrEqual(7);
    expect(Math.abs(wire.peer.queries.length - refreshes)).toBeLessThanOrEqual(1);
    expect(wire.phone.kinds()).not.toContain('registrationFailed');
  });

  it('is asked for when somebody comes back to the page, once a minute at most', async () => {
    await settle(61_000);
    for (let time = 0; time < 5; time += 1) {
      wire.phone.userAgent.probe(false);
      await settle(1000);
    }
    expect(wire.peer.queries).toHaveLength(1);
  });

  it('is asked for at least every ten minutes of a long registration', async () => {
    wire.peer.grants = 7200;
    wire.phone.userAgent.retry();
    await settle(61 * 60_000);
    expect(wire.peer.queries.length).toBeGreaterThanOrEqual(6);
    expect(wire.peer.queries.length).toBeLessThanOrEqual(8);
  });

  it('that another device took is told before the refresh, and not taken back without a word', async () => {
    wire.peer.bindings = [other];
    const before = wire.peer.requests('REGISTER').length;
    await settle(481_000);
    expect(registrationEvents().at(-1)).toMatchObject({
      kind: 'registrationFailed',
      cause: 'replaced',
      retryAtMs: undefined,
    });
    await settle(30 * 60_000);
    expect(wire.peer.requests('REGISTER')).toHaveLength(before);
    wire.network.latest(wire.peer.connection.url).drop();
    await settle(10_000);
    expect(wire.peer.requests('REGISTER'), 'a new connection is no reason either').toHaveLength(before);
    wire.peer.bindings = undefined;
    wire.phone.userAgent.retry();
    await settle();
    expect(registrationEvents().at(-1)).toMatchObject({ kind: 'registered' });
  });

  it('that the server lost is taken again at once', async () => {
    wire.peer.bindings = [];
    const before = wire.peer.requests('REGISTER').length;
    await settle(61_000);
    wire.phone.userAgent.probe(false);
    await settle(1000);
    expect(wire.peer.requests('REGISTER').length).toBeGreaterThan(before);
    expect(wire.phone.kinds()).not.toContain('registrationFailed');
  });

  it('is asked for again where the server only can’t say just now', async () => {
    wire.peer.queryStatus = 503;
    await settle(10 * MINUTE);
    wire.peer.queryStatus = 200;
    wire.peer.bindings = [other];
    await settle(10 * MINUTE);
    expect(registrationEvents().at(-1)).toMatchObject({ kind: 'registrationFailed', cause: 'replaced' });
  });

  it('is not asked for again where the server does not say', async () => {
    wire.peer.queryStatus = 400;
    await settle(60 * 60_000);
    expect(wire.peer.queries).toHaveLength(1);
    expect(wire.phone.kinds()).not.toContain('registrationFailed');
  });
});

describe('a registrar whose list nobody would know us in', () => {
  it.each([
    ['nobody at all', []],
    ['a contact of its own making (a border controller)', ['<sip:atpsh-5f@sbc.invalid>;expires=300']],
    ['somebody whose time is over', ['<sip:other@1.invalid>;expires=0']],
  ])('%s: says nothing of our place, and is not asked again', async (_name, bindings) => {
    wire.peer.bindings = bindings;
    await settle(60 * 60_000);
    expect(wire.peer.queries).toHaveLength(1);
    expect(wire.peer.requests('REGISTER').length).toBeGreaterThanOrEqual(7);
    expect(wire.phone.kinds()).not.toContain('registrationFailed');
  });
});
