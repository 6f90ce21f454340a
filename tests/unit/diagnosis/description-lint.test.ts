import { describe, expect, it } from 'vitest';
import { lintDescription, type DescriptionFinding } from '../../../src/diagnosis/description-lint.ts';
import { descriptionWords } from '../../../src/i18n/description-words.ts';
import { summaryOf } from '../../../src/sip/description/summary.ts';
import kamailio from '../../fixtures/traces/kamailio.txt?raw';
import janus from '../../fixtures/traces/janus.txt?raw';
import {
  gsmOffer,
  plainOffer,
  recordedDescription,
  recordedDescriptions,
  sdesOffer,
} from '../../fixtures/descriptions/recorded.ts';

const ANSWER = recordedDescription('echo');
const HOST = (address: string): string => `1 1 udp 2130706431 ${address} 50000 typ host`;
const RELAY = '3 1 udp 1000 203.0.113.9 50001 typ relay raddr 0.0.0.0 rport 0';

/** A recorded description with other candidates, and other lines at its end. */
function withCandidates(sdp: string, candidates: readonly string[], ...more: readonly string[]): string {
  const bare = sdp.replace(/^a=candidate:[^\r]*\r\n/gmu, '').replace(/^a=end-of-candidates\r\n/gmu, '');
  return [bare.trimEnd(), ...candidates.map((each) => `a=candidate:${each}`), ...more, ''].join('\r\n');
}

const ours = (...candidates: readonly string[]): string => withCandidates(ANSWER, candidates);
const AT_HOME = ours(HOST('192.168.1.20'));

const lint = (theirs: string, own = AT_HOME): readonly DescriptionFinding[] =>
  lintDescription(summaryOf(theirs), summaryOf(own));

const theirs = (...candidates: readonly string[]): string => withCandidates(ANSWER, candidates);

/** Every description in a trace, its lines as on the wire. */
function descriptionsIn(trace: string): readonly string[] {
  return [...trace.matchAll(/^ *v=0\n(?: *[a-z]=.*\n)+/gmu)].map(([text]) =>
    text.replace(/^ +/gmu, '').replaceAll('\n', '\r\n'),
  );
}

describe('descriptions of real servers', () => {
  it.each(recordedDescriptions().filter(({ sdp }) => summaryOf(sdp).faults.length === 0))(
    'have no finding: Asterisk, $kind, $scene',
    ({ sdp }) => {
      const { direction } = summaryOf(sdp);
      expect(lint(sdp).filter(({ kind }) => kind !== 'inactive')).toEqual([]);
      if (direction !== 'inactive') expect(lint(sdp)).toEqual([]);
    },
  );

  it.each([
    ['Kamailio, phones behind it', kamailio],
    ['Janus', janus],
  ])('have no finding: %s', (_, trace) => {
    const all = descriptionsIn(trace).filter((sdp) => summaryOf(sdp).faults.length === 0);
    expect(all.length).toBeGreaterThan(5);
    for (const sdp of all) expect(lint(sdp).filter(({ kind }) => kind !== 'inactive')).toEqual([]);
  });
});

describe('what no browser takes', () => {
  it.each([
    ['plain RTP', plainOffer, 'soundNotEncrypted'],
    ['SDES', sdesOffer, 'soundNotEncrypted'],
    ['no fingerprint', (sdp: string) => sdp.replace(/^a=fingerprint:[^\r]*\r\n/gmu, ''), 'soundNotEncrypted'],
    ['no ICE', (sdp: string) => sdp.replace(/^a=ice-ufrag:[^\r]*\r\n/gmu, ''), 'soundWithoutIce'],
    ['no rtcp-mux', (sdp: string) => sdp.replace('a=rtcp-mux\r\n', ''), 'soundWithoutMux'],
    ['port 0', (sdp: string) => sdp.replace(/^m=audio \d+/mu, 'm=audio 0'), 'noSoundOffered'],
  ] as const)('is passed on as the one judge has it: %s', (_, spoil, fault) => {
    expect(lint(spoil(ANSWER))[0]).toMatchObject({ kind: 'fault', fault });
  });

  it('names the codecs that were offered', () => {
    expect(lint(gsmOffer(ANSWER))).toEqual([
      { kind: 'fault', fault: 'noCommonCodec', codecs: ['GSM', 'telephone-event'] },
    ]);
  });

  it('says nothing of addresses that do not matter then', () => {
    const [only, ...more] = lint(withCandidates(ANSWER, []).replace(/^a=fingerprint:[^\r]*\r\n/gmu, ''));
    expect([only?.kind, more]).toEqual(['fault', []]);
  });
});

describe('addresses of a private network', () => {
  const found = (confidence: string, ...addresses: string[]): unknown => [
    { kind: 'onlyPrivateAddresses', addresses, confidence },
  ];

  it.each([
    ['this side is on the same network', HOST('192.168.1.5'), AT_HOME],
    ['this side is on the same IPv6 network', HOST('fd00:1:2:3::5'), ours(HOST('fd00:1:2:3:9::1'))],
    ['there is a public one too', `${HOST('10.0.0.5')}\r\na=candidate:${HOST('198.51.100.7')}`, AT_HOME],
    ['a relay is among them', `${HOST('10.0.0.5')}\r\na=candidate:${RELAY}`, AT_HOME],
    [
      'it was seen from outside',
      `${HOST('10.0.0.5')}\r\na=candidate:2 1 udp 1 198.51.100.7 4000 typ srflx`,
      AT_HOME,
    ],
    ['there is a name', HOST('media.example.org'), AT_HOME],
    [
      'a relay of ours is on it',
      HOST('10.0.0.5'),
      ours(HOST('192.168.1.2'), RELAY.replace('203.0.113.9', '10.0.0.77')),
    ],
  ])('are no finding where %s', (_, candidates, own) => {
    expect(lint(theirs(candidates), own)).toEqual([]);
  });

  it('are likely the reason where this side is elsewhere, and surely where theirs only waits', () => {
    expect(lint(theirs(HOST('10.0.0.5'), HOST('fd00::2')))).toEqual(found('likely', '10.0.0.5', 'fd00::2'));
    const lite = theirs(HOST('10.0.0.5')).replace('t=0 0\r\n', 't=0 0\r\na=ice-lite\r\n');
    expect(lint(lite)).toEqual(found('sure', '10.0.0.5'));
    expect(lint(lite, ours(HOST('192.168.1.20'), RELAY))).toEqual(found('likely', '10.0.0.5'));
  });

  it('are a possible reason where this side may be on a network of several, or hides its address', () => {
    expect(lint(theirs(HOST('10.20.0.5')), ours(HOST('10.1.2.3')))).toEqual(found('possible', '10.20.0.5'));
    expect(lint(theirs(HOST('10.20.0.5')), ours(HOST('5e8f3f6c.local')))).toEqual(
      found('possible', '10.20.0.5'),
    );
    expect(lint(theirs(HOST('10.20.0.5')), ours())).toEqual(found('possible', '10.20.0.5'));
  });
});

describe('candidates of no use', () => {
  it.each([
    ['none', 'likely', []],
    ['tcpActive', 'likely', ['1 1 tcp 1518280447 198.51.100.10 9 typ host tcptype active']],
    ['loopback', 'possible', [HOST('127.0.0.1'), HOST('::1')]],
    ['nowhere', 'likely', [HOST('0.0.0.0')]],
    ['nowhere', 'likely', [HOST('198.51.100.7').replace('50000', '0')]],
    ['hidden', 'possible', [HOST('7c1f7a52-0000-4000-8000-000000000000.local')]],
    ['otherFamily', 'likely', [HOST('2001:db8::5')]],
  ] as const)('are found, and why: %s, %s', (why, confidence, candidates) => {
    expect(lint(theirs(...candidates))).toEqual([{ kind: 'noUsableCandidate', why, confidence }]);
  });

  it.each([
    ['more may follow (trickle)', withCandidates(ANSWER, [], 'a=ice-options:trickle')],
    ['TCP is waited for', theirs('1 1 tcp 1518280447 198.51.100.10 5000 typ host tcptype passive')],
    ['one of them is of use', theirs(HOST('127.0.0.1'), HOST('0.0.0.0'), HOST('198.51.100.7'))],
  ])('are no finding where %s', (_, sdp) => {
    expect(lint(sdp)).toEqual([]);
  });

  it('are none after the last that trickled', () => {
    const sdp = withCandidates(ANSWER, [], 'a=ice-options:ice2 trickle', 'a=end-of-candidates');
    expect(lint(sdp)).toMatchObject([{ why: 'none' }]);
  });

  it('of another family are none where this side has both, a relay, or hides', () => {
    for (const own of [
      ours(HOST('192.168.1.2'), HOST('2001:db8:1::2')),
      ours(HOST('192.168.1.2'), RELAY),
      ours(HOST('a.local')),
    ])
      expect(lint(theirs(HOST('2001:db8::5')), own)).toEqual([]);
  });
});

describe('a call that rests from its answer on', () => {
  it('is found where this side asked for sound both ways, and not where it asked for rest', () => {
    const resting = ANSWER.replace('a=sendrecv', 'a=inactive');
    expect(lint(resting)).toEqual([{ kind: 'inactive' }]);
    expect(lint(resting, AT_HOME.replace('a=sendrecv', 'a=inactive'))).toEqual([]);
    expect(lint(ANSWER.replace('a=sendrecv', 'a=recvonly'))).toEqual([]);
  });
});

describe('whatever a message brings', () => {
  it('is no finding where it is no description, and hangs nothing', () => {
    expect(lint('')).toEqual([]);
    const flood = theirs(...Array.from({ length: 3000 }, (_, at) => HOST(`10.0.${String(at % 256)}.1`)));
    const beganMs = performance.now();
    const [finding] = lint(flood);
    expect(finding).toMatchObject({ kind: 'onlyPrivateAddresses' });
    expect(finding?.kind === 'onlyPrivateAddresses' && finding.addresses.length).toBeLessThan(100);
    expect(performance.now() - beganMs).toBeLessThan(500);
  });
});

describe('the words of a finding', () => {
  it.each<DescriptionFinding>([
    ...(['none', 'tcpActive', 'loopback', 'nowhere', 'hidden', 'otherFamily'] as const).map((why) => ({
      kind: 'noUsableCandidate' as const,
      why,
      confidence: 'likely' as const,
    })),
    { kind: 'onlyPrivateAddresses', addresses: ['10.0.0.5'], confidence: 'likely' },
    { kind: 'inactive' },
    { kind: 'fault', fault: 'soundWithoutMux', codecs: [] },
  ])('say what it is, why, and what to change: %j', (finding) => {
    const { title, cause, remedy } = descriptionWords(finding);
    for (const words of [title, cause, remedy]) expect(words).toMatch(/\S/u);
    const isTheirPhone =
      finding.kind === 'noUsableCandidate' && ['hidden', 'tcpActive'].includes(finding.why);
    if (!isTheirPhone) expect(remedy).toMatch(/Asterisk.+FreeSWITCH.+rtpengine/u);
  });
});
