// The far end's session description in the order and the spelling of another server.
// Owns the values that a description text may name; the media's own values stay what they are, so that sound flows.
import { createHash } from 'node:crypto';
import type { DescriptionStyle } from './costume.ts';
import { readDescription, type DescriptionFacts } from './description-facts.ts';
import { fillLine, type Values } from './fill.ts';

export interface DescriptionScene {
  readonly isOffer: boolean;
  /** How many descriptions went out in this call before: its version grows (RFC 3264 section 8). */
  readonly before: number;
}

/** A UUID that is the same for the same seed. */
export function uuidOf(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

function codecLines({ codecs }: DescriptionFacts, events: string): string[] {
  return codecs.flatMap(({ payloadType, name }) => {
    if (name === '') return [];
    const line = `rtpmap:${payloadType} ${name}`;
    const isEvent = name.startsWith('telephone-event');
    return isEvent && events !== '' ? [line, `fmtp:${payloadType} ${events}`] : [line];
  });
}

function valuesOf(facts: DescriptionFacts, scene: DescriptionScene, style: DescriptionStyle): Values {
  const isBrowserLike = facts.ufrag !== undefined && facts.hasMux && facts.mid !== undefined;
  const seed = `${facts.sessionId}|${facts.ssrc ?? ''}`;
  const whole = isBrowserLike ? '' : undefined;
  return {
    id: facts.sessionId,
    version: scene.isOffer ? String(Number(facts.sessionId) + scene.before) : String(4 + scene.before),
    address: facts.address,
    port: facts.port,
    profile: facts.profile,
    formats: facts.codecs.map(({ payloadType }) => payloadType).join(' '),
    attribute: codecLines(facts, style.eventFormats),
    direction: facts.direction,
    /** Empty where a direction must be said, without a value for sendrecv, which is what silence means. */
    notSendrecv: facts.direction === 'sendrecv' ? undefined : '',
    candidate: facts.candidates.map(({ address, port }) => style.candidate(address, port)),
    ufrag: facts.ufrag,
    password: facts.password,
    fingerprint: facts.fingerprint,
    setup: facts.setup,
    /** Empty where the media is keyed by DTLS, without a value where it is not. */
    secure: facts.setup === undefined ? undefined : '',
    crypto: facts.crypto,
    /** Empty where there is ICE, without a value where there is none. */
    ice: facts.ufrag === undefined ? undefined : '',
    mux: facts.hasMux ? 'rtcp-mux' : undefined,
    /** Empty where the description is fit for a browser, without a value where it is not. */
    whole,
    mid: isBrowserLike ? facts.mid : undefined,
    ssrc: isBrowserLike ? facts.ssrc : undefined,
    cname: facts.cname,
    stream: uuidOf(`stream|${seed}`),
    track: uuidOf(`track|${seed}`),
  };
}

/** The description rewritten; what is not one audio section is left as it is. */
export function describe(sdp: string, scene: DescriptionScene, style: DescriptionStyle): string {
  const facts = readDescription(sdp);
  if (facts === undefined) return sdp;
  const values = valuesOf(facts, scene, style);
  const text = scene.isOffer ? style.offer : style.answer;
  const lines = text
    .trim()
    .split('\n')
    .flatMap((line) => fillLine(line, values));
  return `${lines.join('\r\n')}\r\n`;
}
