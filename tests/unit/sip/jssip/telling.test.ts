// Two phones tell each other how the sound is (RFC 6086, docs/adr/0026): each message on the wire, and what must not come of it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FREESWITCH } from '../../../../server/personality/freeswitch/freeswitch.ts';
import { headerOf, headersOf, type Header, type SipRequest } from '../../../../server/sip/message.ts';
import { LONGEST_MESSAGE } from '../../../../src/sip/wire/message-limits.ts';
import type { SoundReport } from '../../../../src/sip/telling/sound-report.ts';
import type { Session } from '../../../../src/sip/user-agent.ts';
import type { PeerDialog } from '../../../doubles/sip/peer-dialog.ts';
import { challengeHeader } from '../../../doubles/sip/sip-peer.ts';
import { by, Pair, settle } from './support/pair.ts';
import { ANSWER, cseqOf, LATER_OFFER, Wire } from './support/wire.ts';

const WELL: SoundReport = { hear: 'sound', play: 'yes', speak: 'sound', received: 50, lostPercent: 0 };
const DEAF: SoundReport = { hear: 'nothing', play: 'yes', speak: 'sound' };
const LISTED: Header = ['Recv-Info', 'bothways-sound'];
const TYPED: readonly Header[] = [
  ['Info-Package', 'bothways-sound'],
  ['Content-Type', 'application/x.bothways-sound'],
];

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('two phones on a proxy', () => {
  let pair: Pair;

  afterEach(async () => {
    await pair.stop();
  });

  it('tell each other how the sound is: at once, on a change, once a second in trouble, every 10 s else', async () => {
    pair = new Pair();
    await pair.start();
    const { calling, called } = await pair.talk();
    expect(pair.alice.changesOf(calling)).toContainEqual({ kind: 'tellingChanged', isAgreed: true });
    expect(pair.bob.changesOf(called)).toContainEqual({ kind: 'tellingChanged', isAgreed: true });
    const heard = (): unknown[] =>
      pair.bob.changesOf(called).flatMap((change) => (change.kind === 'theyTold' ? [change.report] : []));
    for (let second = 0; second < 25; second += 1) {
      calling.tell(second < 12 ? WELL : DEAF);
      await settle(1000);
    }
    expect(heard().slice(0, 3)).toEqual([WELL, WELL, DEAF]);
    expect(heard()).toHaveLength(2 + 13);
    called.tell(DEAF);
    await settle();
    expect(pair.alice.changesOf(calling).at(-1)).toEqual({ kind: 'theyTold', report: DEAF });
    const [first = ''] = pair.requests('INFO');
    expect(first).toMatch(/^Info-Package: bothways-sound\r$/mu);
    expect(first).toMatch(/^Content-Disposition: Info-Package\r$/mu);
    expect(first.length).toBeLessThan(900);
  });

  it('leave keys by INFO alone, and what the trace gets of them', async () => {
    pair = new Pair();
    await pair.start();
    const { calling } = await pair.talk();
    calling.tell(WELL);
    calling.sendTones(['5'], by('info'));
    await settle(1000);
    expect(pair.requests('INFO').map((text) => /Signal=5|hear=sound/u.exec(text)?.[0])).toEqual([
      'hear=sound',
      'Signal=5',
    ]);
    const before = pair.alice.events.filter(({ kind }) => kind === 'messageSeen').length;
    for (let second = 0; second < 30; second += 1) {
      calling.tell({ ...WELL, received: 50 * second });
      await settle(1000);
    }
    const seen = pair.alice.events.filter((event) => event.kind === 'messageSeen').slice(before);
    expect(seen.filter(({ text }) => text.includes(' INFO'))).toEqual([]);
    expect(pair.requests('INFO')).toHaveLength(5);
  });

  it('do not where a server between them leaves the header out', async () => {
    pair = new Pair({ like: FREESWITCH });
    await pair.start();
    const { calling, called } = await pair.talk();
    calling.tell(DEAF);
    await settle(5000);
    expect(pair.requests('INFO')).toEqual([]);
    expect(pair.isOver(pair.bob, called)).toBe(false);
    for (const kind of ['tellingChanged', 'theyTold'])
      expect(pair.alice.changesOf(calling).map((change) => change.kind)).not.toContain(kind);
  });

  it('tell nothing old once the connection is back, and go on', async () => {
    pair = new Pair();
    await pair.start();
    const { calling } = await pair.talk();
    calling.tell(WELL);
    await settle(1000);
    pair.wireOf(pair.alice).goHalfOpen();
    const from = pair.network.wire.length;
    for (let second = 0; second < 20; second += 1) {
      calling.tell({ ...DEAF, received: second });
      await settle(1000);
    }
    const sent = pair.network.wire
      .slice(from)
      .filter(({ data }) => /^INFO .*\r\n(?:.+\r\n)*From: <sip:1001/u.test(String(data)));
    const own = sent.filter(({ direction }) => direction === 'toServer');
    expect(own.filter(({ lost }) => !lost).length).toBeGreaterThan(3);
    const numbers = own.map(({ data }) => /;n=(\d+);/u.exec(String(data))?.[1]);
    expect(own.some(({ lost }) => lost)).toBe(true);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(pair.isOver(pair.alice, calling)).toBe(false);
  });
});

describe('a phone and a far side played by hand', () => {
  let wire: Wire;

  beforeEach(async () => {
    wire = new Wire();
    await wire.start();
  });

  afterEach(async () => {
    await wire.stop();
  });

  const infos = (): SipRequest[] => wire.peer.requests('INFO');

  const isOver = (session: Session): boolean => wire.kindsOf(session).includes('terminated');

  const told = (session: Session): unknown[] =>
    wire.phone.changesOf(session).filter(({ kind }) => kind === 'theyTold');

  /** The phone calls a far side that takes reports. */
  async function talks(): Promise<{ session: Session; dialog: PeerDialog }> {
    const { session, invite } = await wire.calls();
    expect(headersOf(invite, 'Recv-Info')).toEqual(['bothways-sound']);
    const ok = wire.peer.respond(invite, 200, { body: ANSWER, toTag: 'far', headers: [LISTED] });
    await wire.peer.nextRequest('ACK');
    await settle();
    const { callId, local, remote, target } = {
      callId: headerOf(invite, 'Call-ID') ?? '',
      local: headerOf(ok, 'To') ?? '',
      remote: headerOf(invite, 'From') ?? '',
      target: wire.contact,
    };
    return { session, dialog: { callId, local, remote, target, cseq: 0 } };
  }

  async function status(dialog: PeerDialog, headers: readonly Header[], body: string): Promise<number> {
    const request = wire.peer.request('INFO', dialog, { headers, body });
    await settle(10);
    const answer = wire.peer.seen.find(
      (one) => one.kind === 'response' && headerOf(one, 'CSeq') === headerOf(request, 'CSeq'),
    );
    return answer?.kind === 'response' ? answer.status : 0;
  }

  const body = (number: number, hear = 'silence'): string =>
    `teller=0a0a0a0a;n=${String(number)};hear=${hear};play=yes;speak=muted`;

  it('says that it takes reports in each 2xx to an offer, copies too, and in its own offers', async () => {
    const { session, dialog, ok } = await wire.answers();
    expect(headersOf(ok, 'Recv-Info')).toEqual(['bothways-sound']);
    await settle(600);
    await settle(600);
    expect(headersOf(await wire.peer.nextResponse('INVITE', 200), 'Recv-Info')).toEqual(['bothways-sound']);
    wire.peer.request('ACK', dialog);
    await settle();
    wire.peer.forget();
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER });
    await settle();
    expect(headersOf(await wire.peer.nextResponse('INVITE', 200), 'Recv-Info')).toEqual(['bothways-sound']);
    wire.peer.request('ACK', dialog);
    await settle();
    session.offerAgain();
    await settle();
    const offer = await wire.peer.nextRequest('INVITE');
    expect(headersOf(offer, 'Recv-Info')).toEqual(['bothways-sound']);
    wire.peer.respond(offer, 488);
    await settle();
  });

  it('tells nothing to who did not ask for it, even where it is told', async () => {
    const { session, dialog } = await wire.talks();
    expect(await status(dialog, TYPED, body(1))).toBe(200);
    expect(told(session)).toHaveLength(1);
    session.tell(DEAF);
    await settle(30_000);
    expect(infos()).toEqual([]);
  });

  it('listens to a far side that begins to take reports in an offer, and stops where one takes none', async () => {
    const { session, dialog } = await wire.talks();
    wire.peer.request('INVITE', dialog, { body: LATER_OFFER, headers: [LISTED] });
    await settle();
    await wire.peer.nextResponse('INVITE', 200);
    wire.peer.request('ACK', dialog);
    session.tell(DEAF);
    await settle();
    expect(infos()).toHaveLength(1);
    wire.peer.respond(infos()[0]!, 200);
    // An offer that says nothing of it changes nothing (RFC 6086 5.2.2).
    wire.peer.request('UPDATE', dialog);
    await settle(1000);
    session.tell(DEAF);
    await settle();
    expect(infos()).toHaveLength(2);
    wire.peer.respond(infos()[1]!, 200);
    wire.peer.request('UPDATE', dialog, { headers: [['Recv-Info', '']] });
    await settle(1000);
    session.tell(DEAF);
    await settle(5000);
    expect(infos()).toHaveLength(2);
    expect(wire.phone.changesOf(session).filter(({ kind }) => kind === 'tellingChanged')).toEqual([
      { kind: 'tellingChanged', isAgreed: true },
      { kind: 'tellingChanged', isAgreed: false },
    ]);
  });

  it.each([415, 469, 489, 405, 501, 403, 603])('stops after a %i, and the call goes on', async (code) => {
    const { session } = await talks();
    session.tell(DEAF);
    await settle();
    wire.peer.respond(infos()[0]!, code);
    for (let second = 0; second < 20; second += 1) {
      session.tell(DEAF);
      await settle(1000);
    }
    expect(infos()).toHaveLength(1);
    expect(wire.last(session)).toEqual({ kind: 'tellingChanged', isAgreed: false });
    expect(wire.peer.requests('BYE')).toEqual([]);
    expect(wire.peer.requests('INVITE')).toHaveLength(1);
  });

  it.each([
    ['500', 500],
    ['408', 408],
    ['silence', undefined],
  ])('stops after %s twice in a row, and the call goes on', async (_, code) => {
    const { session } = await talks();
    for (let second = 0; second < 60; second += 1) {
      session.tell(DEAF);
      await settle(1000);
      const info = infos().at(-1);
      if (code !== undefined && info !== undefined) wire.peer.respond(info, code);
    }
    expect(infos()).toHaveLength(2);
    expect(wire.kindsOf(session)).toContain('tellingChanged');
    expect(isOver(session)).toBe(false);
    expect(wire.network.connections).toHaveLength(1);
  });

  it('asks by an offer whether the call is there after a 481: one that answers it keeps the call', async () => {
    const { session } = await talks();
    session.tell(DEAF);
    await settle();
    wire.peer.respond(infos()[0]!, 481);
    await settle();
    wire.peer.respond(await wire.peer.nextRequest('INVITE'), 200, { body: ANSWER });
    await settle();
    expect(isOver(session)).toBe(false);
    expect(wire.last(session)).toEqual({ kind: 'tellingChanged', isAgreed: false });
  });

  it('ends the call where that offer is answered with 481 too', async () => {
    const { session } = await talks();
    session.tell(DEAF);
    await settle();
    wire.peer.respond(infos()[0]!, 481);
    await settle();
    wire.peer.respond(await wire.peer.nextRequest('INVITE'), 481);
    await settle();
    expect(wire.last(session)).toMatchObject({ kind: 'terminated', end: { cause: 'dialogGone' } });
  });

  it('sends no report while an offer waits for its answer, and the next one after it', async () => {
    const { session } = await talks();
    session.offerAgain();
    await settle();
    const offer = await wire.peer.nextRequest('INVITE');
    session.tell(DEAF);
    await settle(1000);
    expect(infos()).toEqual([]);
    wire.peer.respond(offer, 200, { body: ANSWER });
    await settle();
    session.tell(DEAF);
    await settle();
    expect(infos()).toHaveLength(1);
    expect(cseqOf(infos()[0]!)).toBeGreaterThan(cseqOf(offer));
  });

  it('sends an offer while a report waits for its answer, and challenged ones under numbers of their own', async () => {
    const { session } = await talks();
    session.tell(DEAF);
    await settle();
    const [info] = infos();
    session.offerAgain();
    await settle();
    const offer = await wire.peer.nextRequest('INVITE');
    const challenge = { status: 407, realm: 'pbx.example.org' } as const;
    wire.peer.respond(info!, 407, { headers: [challengeHeader(challenge)] });
    wire.peer.respond(offer, 407, { headers: [challengeHeader(challenge)] });
    await settle();
    const again = wire.peer.requests('INVITE').at(-1)!;
    const numbers = [info!, offer, infos().at(-1)!, again].map(cseqOf);
    expect(new Set(numbers).size).toBe(4);
    wire.peer.respond(again, 200, { body: ANSWER });
    await settle();
    const acks = wire.peer.requests('ACK').map(cseqOf);
    expect(acks.at(-1)).toBe(cseqOf(again));
  });

  it('tells nothing over a connection in doubt, and asks nothing of it', async () => {
    const { session } = await talks();
    wire.phone.userAgent.setKeepAlive({ idleMs: 600_000, callMs: 600_000, deadAfterMs: 20_000 });
    wire.peer.answersPings = false;
    await settle(2000);
    wire.phone.userAgent.probe(false);
    await settle(600);
    wire.peer.raw.length = 0;
    session.tell(DEAF);
    await settle(1000);
    expect(infos()).toEqual([]);
  });

  it.each<[string, number, readonly Header[], string]>([
    ['a report', 200, TYPED, body(1)],
    ['a report with a disposition', 200, [...TYPED, ['Content-Disposition', 'Info-Package']], body(1)],
    ['no report', 400, TYPED, 'call +1 900 555 0100 now'],
    ['nothing', 400, TYPED, ''],
    ['binary', 400, TYPED, '\u0000\u0001\uFFFD\u{1F600}'.repeat(50)],
    ['too long a report', 400, TYPED, `${body(1)};a=${'1'.repeat(600)}`],
    ['a megabyte', 513, TYPED, `${body(1)};${'a=1;'.repeat(250_000)}`],
    ['as much as a message may have', 400, TYPED, 'a'.repeat(LONGEST_MESSAGE - 1000)],
    ['another type', 415, [TYPED[0]!, ['Content-Type', 'text/html']], '<script>'],
    ['no type', 415, [TYPED[0]!, ['Content-Type', '']], body(1)],
    ['an encoded body', 415, [...TYPED, ['Content-Encoding', 'gzip']], body(1)],
    ['another package', 469, [['Info-Package', 'conference'], TYPED[1]!], body(1)],
    ['two packages', 469, [...TYPED, ['Info-Package', 'conference']], body(1)],
    [
      'keys, which have no package',
      200,
      [['Content-Type', 'application/dtmf-relay']],
      'Signal=5\r\nDuration=100',
    ],
    ['something without a package', 200, [['Content-Type', 'application/x.bothways-sound']], body(1)],
  ])('answers %s with %i, and the call goes on', async (what, code, headers, text) => {
    const { session, dialog } = await talks();
    expect(await status(dialog, headers, text)).toBe(code);
    const isReport = what.startsWith('a report');
    expect(told(session)).toHaveLength(isReport ? 1 : 0);
    expect(isOver(session)).toBe(false);
    const answer = wire.peer.seen.find((one) => one.kind === 'response' && one.status === code)!;
    if (code === 469) expect(headersOf(answer, 'Recv-Info')).toEqual(['bothways-sound']);
    if (code === 415) expect(headersOf(answer, 'Accept')).toContain('application/x.bothways-sound');
    expect(await status(dialog, TYPED, body(2))).toBe(200);
  });

  it('listens to a few of a thousand reports a second, and answers each', async () => {
    const { session, dialog } = await talks();
    for (let number = 1; number <= 5000; number += 1) {
      wire.peer.request('INFO', dialog, {
        headers: TYPED,
        body: body(number, number % 2 ? 'sound' : 'nothing'),
      });
      await settle(1);
    }
    const answers = wire.peer.seen.filter(
      (one) => one.kind === 'response' && (headerOf(one, 'CSeq') ?? '').endsWith(' INFO'),
    );
    expect(answers).toHaveLength(5000);
    expect(told(session).length).toBeLessThanOrEqual(22);
    const seen = wire.phone.events.filter((event) => event.kind === 'messageSeen');
    expect(seen.filter(({ text }) => text.startsWith('INFO ')).length).toBeLessThanOrEqual(6);
    expect(isOver(session)).toBe(false);
  });

  it('answers a report that comes before its call with 481, and one that comes before the answer not with a report', async () => {
    const { invite } = await wire.calls();
    wire.peer.respond(invite, 180, { toTag: 'far' });
    await settle();
    const dialog: PeerDialog = {
      callId: headerOf(invite, 'Call-ID') ?? '',
      local: `${headerOf(invite, 'To') ?? ''};tag=far`,
      remote: headerOf(invite, 'From') ?? '',
      target: wire.contact,
      cseq: 0,
    };
    expect(await status(dialog, TYPED, body(1))).toBe(200);
    expect(wire.phone.kinds().filter((kind) => kind === 'theyTold')).toEqual([]);
    expect(await status({ ...dialog, callId: 'nobody', cseq: 50 }, TYPED, body(1))).toBe(481);
  });

  it('says nothing after the call', async () => {
    const { session, dialog } = await talks();
    session.tell(WELL);
    await settle();
    session.terminate();
    await settle();
    const count = infos().length;
    session.tell(DEAF);
    await settle(40_000);
    expect(infos()).toHaveLength(count);
    expect(await status(dialog, TYPED, body(1))).toBe(481);
    expect(wire.kindsOf(session).at(-1)).toBe('terminated');
  });
});
