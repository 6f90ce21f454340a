// What an attacker of the whole phone found: forged answers, endless offers, calls taken over, muted people heard.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  headerOf,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../../../server/sip/message.ts';
import { asCaller, newDialog, type PeerDialog } from '../../../doubles/sip/peer-dialog.ts';
import { challengeHeader, type Challenge } from '../../../doubles/sip/sip-peer.ts';
import { DOMAIN, media } from '../../../doubles/sip/test-phone.ts';
import { writeSdp } from '../../../doubles/sip/webrtc/fake-sdp.ts';
import { settle } from './support/pair.ts';
import { ANSWER, OFFER, Wire } from './support/wire.ts';

let wire: Wire;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(async () => {
  await wire.stop();
});

async function registered(...asks: readonly Challenge[]): Promise<void> {
  wire = new Wire();
  await wire.start(...asks);
}

const tagIn = (value: string | undefined): string => /tag=([^;>]+)/u.exec(value ?? '')?.[1] ?? '';
const copied = (request: SipRequest, ...names: string[]): string[] =>
  names.map((name) => `${name}: ${headerOf(request, name) ?? ''}`);
const isResponse = (one: SipMessage): one is SipResponse => one.kind === 'response';
const statuses = (): number[] => wire.peer.seen.filter(isResponse).map(({ status }) => status);

/** A callee's answer that follows the way of our INVITE, and says that it answers a REGISTER. */
function forgedRegisterAnswer(invite: SipRequest, ...headers: string[]): void {
  const head = ['SIP/2.0 200 OK', ...copied(invite, 'Via', 'From', 'To', 'Call-ID'), 'CSeq: 1 REGISTER'];
  wire.peer.send([...head, ...headers, 'Content-Length: 0', '\r\n'].join('\r\n'));
}

describe('an answer of a callee that calls itself an answer to REGISTER', () => {
  it('does not make the phone say that it is not registered', async () => {
    await registered();
    const { invite } = await wire.calls();
    forgedRegisterAnswer(invite);
    await settle();
    expect(wire.phone.kinds()).not.toContain('registrationFailed');
  });

  it('does not set when the registration ends', async () => {
    await registered();
    const { invite } = await wire.calls();
    forgedRegisterAnswer(invite, `Contact: <${wire.contact}>;expires=2600000`);
    await settle();
    expect(wire.phone.kinds().filter((kind) => kind === 'registered')).toHaveLength(1);
  });

  it('does not keep the phone from refreshing before the 600 s of its registration are over', async () => {
    await registered();
    const { invite } = await wire.calls();
    // The server knows no questions: nobody learns that the place is lost.
    wire.peer.queryStatus = undefined;
    const before = wire.peer.requests('REGISTER').length;
    forgedRegisterAnswer(invite, `Contact: <${wire.contact}>;expires=2600000`);
    wire.peer.respond(invite, 486, { toTag: 'far' });
    await settle(601_000);
    expect(wire.peer.requests('REGISTER').length).toBeGreaterThan(before);
  });
});

describe('a registrar', () => {
  it('that grants a year is not sent a REGISTER each millisecond', async () => {
    wire = new Wire();
    wire.peer.grants = 31_536_000;
    await wire.start();
    const count = wire.peer.requests('REGISTER').length;
    wire.peer.grants = 600;
    expect(count).toBe(1);
  });

  it('may challenge with a nonce of 1500 characters', async () => {
    wire = new Wire();
    wire.peer.acceptsRegister = false;
    await wire.start();
    const [register] = wire.peer.requests('REGISTER');
    if (register === undefined) throw new Error('no REGISTER');
    const value = `Digest realm="x", nonce="${'n'.repeat(1500)}", qop="auth"`;
    wire.peer.respond(register, 401, { headers: [['WWW-Authenticate', value]] });
    await settle();
    expect(wire.peer.requests('REGISTER')).toHaveLength(2);
  });

  it('may list 300 contacts, ours last', async () => {
    wire = new Wire();
    const others = Array.from({ length: 300 }, (_, index) => `<sip:u${String(index)}@a.invalid>;expires=9`);
    wire.peer.registrarHeaders = [['Contact', others.join(', ')]];
    await wire.start();
    expect(wire.phone.kinds()).toContain('registered');
  });
});

describe('an honest chain of servers', () => {
  it('that asked the REGISTER by 407 at the edge and by 401 in the core may ask an INVITE so', async () => {
    const edge: Challenge = { status: 407, realm: 'edge' };
    const core: Challenge = { status: 401, realm: 'core' };
    await registered(edge, core);
    const { invite } = await wire.calls();
    wire.peer.respond(invite, 407, { headers: [challengeHeader(edge)] });
    await settle();
    const second = wire.peer.requests('INVITE').at(-1);
    if (second !== undefined) wire.peer.respond(second, 401, { headers: [challengeHeader(core)] });
    await settle();
    expect(wire.peer.requests('INVITE')).toHaveLength(3);
  });
});

describe('a callee', () => {
  it('is not heard where its answer contradicts itself: the gate and the stack would read another Call-ID', async () => {
    await registered({ status: 401, realm: 'asterisk' });
    const { session, invite } = await wire.calls();
    wire.peer.send(
      [
        'SIP/2.0 180 Ringing',
        ...copied(invite, 'Via', 'From', 'CSeq'),
        `To: ${headerOf(invite, 'To') ?? ''};tag=far`,
        'Call-ID: other',
        ...copied(invite, 'Call-ID'),
        'Contact: <sip:far@peer.invalid>',
        'Content-Length: 0',
        '\r\n',
      ].join('\r\n'),
    );
    await settle();
    expect(wire.kindsOf(session)).not.toContain('ringing');
  });

  it.each(['From', 'Contact'])('rings and is heard, though its %s can’t be decoded', async (name) => {
    await registered();
    const began = newDialog(wire.contact, 'sip:1002@pbx.example.org', 'sip:1001@pbx.example.org');
    const odd = name === 'From' ? { ...began, local: '<sip:%ff@pbx.example.org>;tag=odd' } : began;
    const headers = name === 'Contact' ? ([['Contact', '<sip:%e9%@peer.invalid>']] as const) : [];
    wire.peer.request('INVITE', odd, { body: OFFER, headers });
    await settle();
    expect(wire.phone.kinds()).toContain('incomingCall');
    expect(wire.phone.problems).toEqual([]);
  });

  it('that asks by 407 in the account’s domain does not end all calls by a server that asks by 401', async () => {
    const server: Challenge = { status: 401, realm: 'asterisk' };
    await registered(server);
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 401, { headers: [challengeHeader(server)] });
    await settle();
    const second = wire.peer.requests('INVITE').at(-1);
    const callee: Challenge = { status: 407, realm: DOMAIN };
    if (second !== undefined)
      wire.peer.respond(second, 407, { headers: [challengeHeader(callee)], toTag: 'far' });
    await settle();
    session.terminate();
    wire.peer.connection.drop();
    await settle(10_000);
    const before = wire.peer.requests('INVITE').length;
    wire.phone.call('1003');
    await settle();
    const next = wire.peer.requests('INVITE').at(-1);
    if (next !== undefined) wire.peer.respond(next, 401, { headers: [challengeHeader(server)] });
    await settle();
    expect(wire.peer.requests('INVITE').length - before).toBe(2);
  });

  it('can’t make the person believe that it asked for the password', async () => {
    await registered();
    const { session, invite } = await wire.calls();
    wire.peer.respond(invite, 603, { headers: [['Bothways-Refused-Challenge', '1']], toTag: 'far' });
    await settle();
    expect(wire.last(session)).not.toMatchObject({ end: { cause: 'askedForPassword' } });
  });

  it('that refuses with too large an answer and a long tag leaves nobody waiting', async () => {
    await registered();
    const { session, invite } = await wire.calls();
    const toTag = 't'.repeat(2000);
    wire.peer.respond(invite, 180, { toTag });
    wire.peer.respond(invite, 486, { toTag, headers: [['Subject', 'x'.repeat(70_000)]] });
    await settle(120_000);
    expect(wire.last(session)).toMatchObject({ kind: 'terminated' });
  });

  it('that answers every offer with 503 and Retry-After: 0 gets few of them', async () => {
    await registered();
    const { session } = await wire.talks();
    void session.setHold(true);
    let answered = 1;
    for (let step = 0; step < 100; step += 1) {
      await settle(10);
      for (const offer of wire.peer.requests('INVITE').slice(answered)) {
        answered += 1;
        wire.peer.respond(offer, 503, { headers: [['Retry-After', '0']] });
      }
    }
    expect(answered - 1).toBeLessThan(10);
  });

  it('that answers every offer with 491 does not leave the hold undecided for five minutes', async () => {
    await registered();
    const { session } = await wire.talks();
    let agreed: boolean | undefined;
    void session.setHold(true).then((said) => (agreed = said));
    let answered = 1;
    for (let step = 0; step < 600; step += 1) {
      await settle(500);
      for (const offer of wire.peer.requests('INVITE').slice(answered)) {
        answered += 1;
        wire.peer.respond(offer, 491);
      }
    }
    expect(agreed).toBe(false);
  });
});

const description = (direction: 'sendonly' | 'recvonly' | 'sendrecv', version: number): string =>
  writeSdp({
    version,
    direction,
    ufrag: 'peer1',
    pwd: 'password-of-the-peer-here',
    setup: 'actpass',
    candidates: [],
  });

describe('a call that is replaced', () => {
  const sound = media();

  /** The phone talks to 1002 with its microphone silenced; 1002 takes its own call’s place, and the phone lets it, as line.ts does. */
  async function takenOver(): Promise<{ next: ReturnType<typeof takeNext>; dialog: PeerDialog }> {
    await registered();
    const session = wire.phone.userAgent.call('sip:1002@pbx.example.org', sound);
    const invite = await wire.peer.nextRequest('INVITE');
    wire.peer.respond(invite, 200, { body: ANSWER, toTag: 'far' });
    await wire.peer.nextRequest('ACK');
    await settle();
    track().enabled = false;
    const replaces = `${headerOf(invite, 'Call-ID') ?? ''};to-tag=${tagIn(headerOf(invite, 'From'))};from-tag=far`;
    const began = newDialog(wire.contact, 'sip:1002@pbx.example.org', 'sip:1001@pbx.example.org');
    wire.peer.request('INVITE', began, { body: OFFER, headers: [['Replaces', replaces]] });
    await settle();
    const event = wire.phone.events.find(({ kind }) => kind === 'incomingCall');
    expect(event).toMatchObject({ replaces: { sessionId: session.id, isAgreed: true } });
    const next = takeNext();
    next.answer(sound);
    await settle();
    const ok = wire.peer.seen
      .filter(isResponse)
      .find((one) => one.status === 200 && headerOf(one, 'Call-ID') === began.callId);
    if (ok === undefined) throw new Error('not answered');
    const dialog = asCaller(began, ok);
    wire.peer.request('ACK', dialog);
    await settle();
    return { next, dialog };
  }
  const takeNext = (): typeof wire.phone.ringing => wire.phone.ringing;
  const track = (): { enabled: boolean } =>
    (sound.microphone as unknown as { getTracks(): { enabled: boolean }[] }).getTracks()[0] ?? {
      enabled: false,
    };

  it('stays muted, whatever the far side offers afterwards', async () => {
    const { dialog } = await takenOver();
    expect(track().enabled).toBe(false);
    for (const [direction, version] of [
      ['sendonly', 2],
      ['sendrecv', 3],
    ] as const) {
      wire.peer.request('INVITE', dialog, { body: description(direction, version) });
      await settle();
      wire.peer.request('ACK', dialog);
      await settle();
    }
    expect(track().enabled).toBe(false);
  });

  it('leaves the microphone to whom it belongs: on hold and back, and after the end', async () => {
    const { next, dialog } = await takenOver();
    track().enabled = true;
    for (const held of [true, false]) {
      const agreed = next.setHold(held);
      const offer = await wire.peer.nextRequest('INVITE');
      wire.peer.respond(offer, 200, { body: description(held ? 'recvonly' : 'sendrecv', held ? 2 : 3) });
      await settle();
      expect(await agreed).toBe(true);
      expect(track()).toMatchObject({ enabled: true, readyState: 'live' });
    }
    wire.peer.request('BYE', dialog);
    await settle();
    expect(track()).toMatchObject({ enabled: true, readyState: 'live' });
  });

  it('is not replaced by a re-INVITE that names no call at all', async () => {
    await registered();
    const { dialog } = await wire.talks();
    wire.peer.request('INVITE', dialog, {
      body: OFFER,
      headers: [['Replaces', 'nothing;to-tag=a;from-tag=b']],
    });
    await settle();
    expect(wire.phone.kinds()).not.toContain('incomingCall');
  });

  it('is not replaced where the INVITE wants a call that only rings (RFC 3891 3: 486)', async () => {
    await registered();
    const { dialog } = await wire.talks();
    const replaces = `${dialog.callId};to-tag=${tagIn(dialog.remote)};from-tag=${tagIn(dialog.local)};early-only`;
    wire.peer.request('INVITE', newDialog(wire.contact, 'sip:1002@pbx.example.org'), {
      body: OFFER,
      headers: [['Replaces', replaces]],
    });
    await settle();
    expect(statuses()).toContain(486);
  });
});

it('an address that names a way of its own (maddr) is called by its own host all the same', async () => {
  await registered();
  wire.phone.userAgent.call('sip:1003@pbx.example.org;maddr=evil.example', media());
  const invite = await wire.peer.nextRequest('INVITE');
  expect(invite.uri).toBe('sip:1003@pbx.example.org;maddr=evil.example');
});
