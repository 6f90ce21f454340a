// What Chromium 156 refuses of a description, and which refusal leaves the connection of no use for any other, rollback included.
// Measured; tests/component/negotiation.test.ts runs the same script in a real one.
import { readSections, setupOf, type FakeSection } from './fake-sdp.ts';
import type { Description, DescriptionType, Side } from './fake-negotiation.ts';

/** `spoils`: a session error, after which nothing is taken any more. */
export interface Refusal {
  readonly name: 'InvalidAccessError' | 'OperationError';
  readonly message: string;
  readonly spoils: boolean;
}

/** What a connection has agreed to. */
export interface Agreed {
  readonly offer: Description | undefined;
  readonly local: Description | undefined;
  readonly remote: Description | undefined;
  /** This side's role in DTLS. */
  readonly role: 'active' | 'passive' | undefined;
  readonly isBundled: boolean;
}

const invalid = (message: string): Refusal => ({ name: 'InvalidAccessError', message, spoils: false });
const spoilt = (name: Refusal['name'], message: string): Refusal => ({ name, message, spoils: true });

function bundleRefusal(sdp: string, sections: readonly FakeSection[]): Refusal | undefined {
  const mids = /^a=group:BUNDLE (.*?)\r?$/mu.exec(sdp)?.[1]?.split(' ') ?? [];
  const found = mids.map((mid) => sections.find((section) => section.mid === mid));
  if (found.includes(undefined)) return invalid('A BUNDLE group contains a MID matching no m= section.');
  if (found.some((section) => section?.isUsed === true && !section.isMuxed))
    return invalid('rtcp-mux must be enabled when BUNDLE is enabled.');
  return undefined;
}

/** Whether sections stand where they stood (RFC 3264 8, RFC 9429 5.2.2). */
function keepsOrder(sections: readonly FakeSection[], before: readonly FakeSection[]): boolean {
  return before.every(
    ({ media, mid }, index) =>
      sections[index]?.media === media && (mid === undefined || (sections[index].mid ?? mid) === mid),
  );
}

function orderRefusal(
  sections: readonly FakeSection[],
  type: DescriptionType,
  agreed: Agreed,
): Refusal | undefined {
  const offered = agreed.offer && readSections(agreed.offer.sdp);
  if (type !== 'offer' && offered !== undefined)
    return offered.length === sections.length && keepsOrder(sections, offered)
      ? undefined
      : invalid("The order of m-lines in answer doesn't match order in offer.");
  const before = readSections(agreed.local?.sdp ?? '');
  return keepsOrder(sections, before)
    ? undefined
    : invalid("The order of m-lines in subsequent offer doesn't match order from previous offer/answer.");
}

const isSameKey = (sdp: string, before: Description | undefined): boolean =>
  before !== undefined && readSections(sdp)[0]?.fingerprint === readSections(before.sdp)[0]?.fingerprint;

function answerRefusal(side: Side, sdp: string, agreed: Agreed): Refusal | undefined {
  const name = side === 'remote' ? 'InvalidAccessError' : 'OperationError';
  // A section that is refused leaves the bundle by that (RFC 9143 7.3.3), and needs no transport any more.
  if (!readSections(sdp).some(({ isUsed }) => isUsed)) return undefined;
  if (agreed.isBundled && !/^a=group:BUNDLE \S/mu.test(sdp))
    return spoilt(name, 'Answer cannot remove m= section from already-established BUNDLE group.');
  if (side === 'local')
    return agreed.role !== undefined && setupOf(sdp) !== agreed.role
      ? spoilt(name, 'Offerer must use current negotiated role for setup attribute.')
      : undefined;
  const setup = setupOf(sdp) ?? 'active';
  if (setup !== 'active' && setup !== 'passive')
    return spoilt(name, 'Answerer must use either active or passive value for setup attribute.');
  const ours = setup === 'active' ? 'passive' : 'active';
  if (agreed.role !== undefined && ours !== agreed.role && isSameKey(sdp, agreed.remote))
    return spoilt(name, 'Failed to set SSL role for the transport.');
  return undefined;
}

/** What keeps Chromium from taking this description; undefined where nothing does. */
export function refusalOf(
  side: Side,
  type: DescriptionType,
  sdp: string,
  agreed: Agreed,
): Refusal | undefined {
  if (!/^v=0\r?\no=/u.test(sdp) || /^(?!\w=)./mu.test(sdp))
    return { name: 'OperationError', message: 'Failed to parse SessionDescription.', spoils: false };
  const sections = readSections(sdp);
  // Kinds of media that it doesn't know it refuses unread.
  const used = sections.filter(({ isUsed, media }) => isUsed && ['audio', 'video'].includes(media));
  if (used.some(({ fingerprint }) => fingerprint === undefined))
    return invalid('Called with SDP without DTLS fingerprint.');
  if (used.some(({ ufrag, pwd }) => ufrag === undefined || pwd === undefined))
    return invalid('Called with SDP without ice-ufrag and ice-pwd.');
  const refusal = bundleRefusal(sdp, sections) ?? orderRefusal(sections, type, agreed);
  return refusal ?? (type === 'answer' ? answerRefusal(side, sdp, agreed) : undefined);
}
