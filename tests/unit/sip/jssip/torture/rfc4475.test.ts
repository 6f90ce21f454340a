// The 49 torture messages of RFC 4475 against a real user agent: nothing gets out of the socket, the phone lives on, a call
// in progress stays, and each message gets the answer that the RFC asks for, as far as expectations.ts says.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerOf, type SipMessage } from '../../../../../server/sip/message.ts';
import { PhoneAtPeer } from '../../../../doubles/sip/phone-at-peer.ts';
import { tortureMessages } from '../../../../fixtures/rfc4475/read-messages.ts';
import { EXPECTATIONS, type Answer } from './expectations.ts';

const MESSAGES = tortureMessages();
const CASES = [...MESSAGES].flatMap(([name, bytes]) => [
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
