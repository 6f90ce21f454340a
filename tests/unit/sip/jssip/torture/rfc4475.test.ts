// The 49 torture messages of RFC 4475 against a real user agent: nothing gets out of the socket, the phone lives on, a call
// in progress stays, and each message gets the answer that the RFC asks for, as far as expectations.ts says.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf, type SipMessage } from '../../../../../server/sip/message.ts';
import { PhoneAtPeer } from '../../../../doubles/sip/phone-at-peer.ts';
import { tortureMessages } from '../../../../fixtures/rfc4475/read-messages.ts';
import { EXPECTATIONS, type Answer } from './expectations.ts';

const MESSAGES = tortureMessages();

/** What the descriptions of 2006 lack for any browser; a call without it is refused before it is looked at any further. */
const HEARABLE = [
  'a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF',
  'a=ice-ufrag:torture',
  'a=ice-pwd:torture-torture-torture-1',
  'a=rtcp-mux',
  'm=audio 9 UDP/TLS/RTP/SAVPF 0',
  '',
].join('\r\n');

/** The same message with a description that a browser could take, and a Content-Length that is as right or wrong as before. */
function hearable(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const at = text.indexOf('m=', text.indexOf('\r\nv=0'));
  if (!text.includes('\r\nv=0') || at === -1) return bytes;
  const longer = text
    .slice(0, at)
    .replace(
      /((?:Content-Length|\nl)\s*:\s*)(\d+)/iu,
      (_all, name: string, length: string) => `${name}${String(Number(length) + HEARABLE.length)}`,
    );
  return Buffer.from(`${longer}${HEARABLE}${text.slice(at)}`, 'latin1');
}

const CASES = [...MESSAGES]
  .map(([name, bytes]) => [name, hearable(bytes)] as const)
  .flatMap(([name, bytes]) => [
    { name, form: 'text', data: new TextDecoder().decode(bytes) },
    { name, form: 'bytes', data: bytes },
  ]);

const settle = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
let rig: PhoneAtPeer | undefined;

/** Registers the very user whom the message is for, so that it is taken seriously. */
async function phoneFor(data: string | Uint8Array): Promise<PhoneAtPeer> {
  const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
  const [startLine = ''] = text.split('\r\n');
  const user = /^\S+\s+<?sip:([^:@]+)(?::[^@]*)?@/u.exec(startLine)?.[1] ?? 'user';
  rig = await PhoneAtPeer.registered(user, settle);
  return rig;
}

function answerIn(seen: readonly SipMessage[]): Answer {
  const statuses = seen.flatMap((message) => (message.kind === 'response' ? [message.status] : []));
  const last = statuses.at(-1) ?? 'silence';
  return last === 180 ? 'ring' : last;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(async () => {
  await rig?.stop();
  rig = undefined;
  vi.useRealTimers();
});

it('has an expectation for each of the 49', () => {
  expect([...MESSAGES.keys()].sort()).toEqual(Object.keys(EXPECTATIONS).sort());
  expect(MESSAGES.size).toBe(49);
});

it('refuses a call that is described as in 2006, without encryption, before it rings', async () => {
  const inv = MESSAGES.get('longreq');
  if (inv === undefined) throw new Error('longreq is missing');
  const { peer } = await phoneFor(inv);
  peer.seen.length = 0;
  peer.send(inv);
  await settle(100);
  expect(answerIn(peer.seen)).toBe(488);
});

describe.each(CASES)('$name as $form', ({ name, data }) => {
  it('is answered as it should be, and the phone lives on', async () => {
    const { escaped, peer, phone } = await phoneFor(data);
    peer.seen.length = 0;
    peer.send(data);
    await settle(100);
    const { asks, known } = EXPECTATIONS[name] ?? { asks: [] };
    const expected = known === undefined ? asks : [known.gives];
    expect(expected).toContain(answerIn(peer.seen));
    if (known !== undefined) expect(asks).not.toContain(known.gives);
    expect([...escaped, ...phone.problems]).toEqual([]);
    expect(await rig?.ping()).toBe(200);
  });

  it('leaves a call in progress alone', async () => {
    const { escaped, peer, phone } = await phoneFor(data);
    const dialog = await rig!.talk();
    const session = phone.ringing;
    const before = phone.changesOf(session).length;
    peer.send(data);
    await settle(100);
    expect(phone.changesOf(session)).toHaveLength(before);
    expect([...escaped, ...phone.problems]).toEqual([]);
    peer.request('BYE', dialog);
    await settle(20);
    expect(phone.changesOf(session).at(-1)).toMatchObject({ kind: 'terminated', end: { by: 'remote' } });
  });
});

it('names the options it does not support', async () => {
  const { peer } = await phoneFor(MESSAGES.get('bext01')!);
  peer.send(MESSAGES.get('bext01')!);
  const refusal = await peer.nextResponse('OPTIONS', 420);
  expect(headerOf(refusal, 'Unsupported')).toBe('nothingSupportsThis, nothingSupportsThisEither');
});
