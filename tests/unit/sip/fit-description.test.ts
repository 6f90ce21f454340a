// Descriptions within a call, by law: what a careless far side leaves out or changes never reaches the browser; what it really changed does.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitDescription, type InUse } from '../../../src/sip/fit-description.ts';
import { Descriptions } from '../../../src/sip/jssip/calls/descriptions.ts';
import { refusalOf } from '../../doubles/sip/webrtc/chromium-rules.ts';
import { directionOf, readSections, setupOf, writeSdp } from '../../doubles/sip/webrtc/fake-sdp.ts';

type Role = 'active' | 'passive';
const said = (
  of: 'us' | 'them',
  setup: Role | 'actpass',
  version = 1,
  after: { media: string; proto: string; mid: string }[] = [],
): string =>
  writeSdp({
    version,
    direction: 'sendrecv',
    ufrag: of,
    pwd: `password-of-twenty-two-${of}`,
    setup,
    candidates: [],
    fingerprint: of === 'us' ? '01:02' : '03:04',
    after,
  });

const inUse = (theirRole: Role): InUse => ({
  local: said('us', theirRole === 'active' ? 'passive' : 'active'),
  remote: said('them', theirRole),
  theirRole,
});

const role = fc.constantFrom<Role>('active', 'passive');
const LINES = ['setup', 'mid', 'rtcp-mux', 'group', 'fingerprint', 'ice-'] as const;
const without = (sdp: string, names: readonly string[]): string =>
  names.reduce((text, name) => text.replace(new RegExp(`^a=${name}.*\r\n`, 'gmu'), ''), sdp);
/** Keys or credentials stay: one of them tells that the transport goes on. */
const leftOut = fc
  .subarray([...LINES])
  .filter((names) => !(names.includes('fingerprint') && names.includes('ice-')));
const setup = fc.constantFrom('active', 'passive', 'actpass', 'holdconn');
const more = fc.array(
  fc.record({
    media: fc.constantFrom('video', 'image', 'message'),
    proto: fc.constant('RTP/AVP'),
    mid: fc.constantFrom('7', 'x'),
  }),
  { maxLength: 2 },
);

describe('a description that goes on with the transport in use', () => {
  it.each(['offer', 'answer'] as const)(
    'is one that the browser takes, whatever the %s leaves out or names anew',
    (kind) => {
      fc.assert(
        fc.property(role, leftOut, setup, more, (theirs, names, named, sections) => {
          const now = inUse(theirs);
          const text = without(said('them', 'actpass', 2, sections).replace('actpass', named), names);
          const fitting = fitDescription(text, kind, now);
          if (fitting.kind !== 'fits') throw new Error(fitting.kind);
          const mine = theirs === 'active' ? 'passive' : 'active';
          const agreed = {
            offer: kind === 'answer' ? { type: 'offer' as const, sdp: said('us', 'actpass', 2) } : undefined,
            local: { type: 'answer' as const, sdp: now.local },
            remote: { type: 'answer' as const, sdp: now.remote },
            role: mine,
            isBundled: true,
          } as const;
          expect(refusalOf('remote', kind, fitting.sdp, agreed)).toBeUndefined();
          expect(setupOf(fitting.sdp)).toBe(kind === 'offer' ? 'actpass' : theirs);
          expect(readSections(fitting.sdp)).toHaveLength(1);
        }),
      );
    },
  );

  it('is never made of another key', () => {
    fc.assert(
      fc.property(
        role,
        fc.constantFrom('offer' as const, 'answer' as const),
        setup,
        (theirs, kind, named) => {
          const other = said('them', 'actpass').replace('actpass', named).replace('03:04', '05:06');
          const fitting = fitDescription(other, kind, inUse(theirs));
          if (fitting.kind === 'fits') expect(readSections(fitting.sdp)[0]?.fingerprint).toContain('05:06');
          else expect(fitting.kind).toBe('moved');
        },
      ),
    );
  });

  it('is never made of the offer of another end, whichever role it names', () => {
    fc.assert(
      fc.property(role, setup, (theirs, named) => {
        const other = said('them', 'actpass').replace('actpass', named).replace('03:04', '05:06');
        const elsewhere = other.replace('ice-ufrag:them', 'ice-ufrag:they');
        expect(fitDescription(elsewhere, 'offer', inUse(theirs)).kind).toBe('moved');
      }),
    );
  });

  it('needs credentials of its own after an ICE restart of ours', () => {
    const bare = without(said('them', 'active'), ['ice-']);
    expect(fitDescription(bare, 'restart', inUse('active')).kind).toBe('unusable');
    expect(fitDescription(bare, 'answer', inUse('active')).kind).toBe('fits');
  });
});

/** With a key that a certificate can be held against. */
const offered = (after: { media: string; proto: string; mid: string }[]): string =>
  said('them', 'actpass', 9, after).replace('03:04', Array.from({ length: 32 }, () => '03').join(':'));

describe('our descriptions on the wire', () => {
  it('keep origin, sections and names over any number of connections, and their version grows', () => {
    fc.assert(
      fc.property(more, fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), (sections, kinds) => {
        const descriptions = new Descriptions((sdp) => sdp);
        const origin = (sdp: string): string[] => /^o=(.*)\r$/mu.exec(sdp)?.[1]?.split(' ') ?? [];
        const first = descriptions.describe(said('us', 'actpass', 3), 'local');
        let version = Number(origin(first)[2]);
        let isAsked = false;
        for (const isOffer of kinds) {
          const own = said('us', isOffer ? 'actpass' : 'active', 1)
            .replaceAll('mid:0', 'mid:fresh')
            .replace('BUNDLE 0', 'BUNDLE fresh')
            .replace('4611731400430051336', '42');
          if (!isOffer) descriptions.describe(offered(sections), 'remoteOffer');
          isAsked ||= !isOffer;
          const sent = descriptions.describe(own, isOffer ? 'local' : 'localAnswer');
          expect(origin(sent)[1]).toBe('4611731400430051336');
          expect(Number(origin(sent)[2])).toBeGreaterThan(version);
          version = Number(origin(sent)[2]);
          expect(readSections(sent).map(({ media }) => media)).toEqual([
            'audio',
            ...(isAsked ? sections.map(({ media }) => media) : []),
          ]);
          expect(
            readSections(sent)
              .slice(1)
              .every(({ isUsed }) => !isUsed),
          ).toBe(true);
          expect(readSections(sent)[0]?.mid).toBe('0');
          expect(directionOf(sent)).toBe('sendrecv');
        }
      }),
    );
  });
});
