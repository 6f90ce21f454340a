// Descriptions that a browser can't use, or not for keys: what endpoints without `webrtc=yes` and its like send.
// Owns the rewriting of what werift says (RFC 8866); pure. The media behind them stays as it was.

export type Rewriting = (sdp: string) => string;

const SDES_KEY = 'AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj';

function lines(sdp: string, keep: (line: string) => boolean): string[] {
  return sdp.split('\r\n').filter(keep);
}

function without(...beginnings: readonly string[]): Rewriting {
  return (sdp) => lines(sdp, (line) => !beginnings.some((begin) => line.startsWith(begin))).join('\r\n');
}

const ICE = ['a=ice-', 'a=candidate:', 'a=end-of-candidates', 'a=group:', 'a=mid:'];
const DTLS = ['a=fingerprint:', 'a=setup:'];

export const withoutIce: Rewriting = without(...ICE);

export const withoutMux: Rewriting = without('a=rtcp-mux');

/** All that WebRTC asks for, save what the key can be checked by (RFC 8122). */
export const withoutFingerprint: Rewriting = without('a=fingerprint:');

/** RTP/AVP as desk phones speak it. */
export const withoutDtls: Rewriting = (sdp) =>
  without(...ICE, ...DTLS, 'a=rtcp-mux')(sdp).replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP');

/** RTP/SAVP with the keys in the description (RFC 4568). */
export const withSdes: Rewriting = (sdp) =>
  without(
    ...ICE,
    ...DTLS,
    'a=rtcp-mux',
  )(sdp)
    .replace('UDP/TLS/RTP/SAVPF', 'RTP/SAVP')
    .replace(/\r\na=rtpmap:/, `\r\na=crypto:1 ${SDES_KEY}\r\na=rtpmap:`);

export const gsmOnly: Rewriting = (sdp) =>
  without(
    'a=rtpmap:',
    'a=fmtp:',
    'a=rtcp-fb:',
  )(sdp)
    .replace(/^(m=audio \d+ \S+) .*$/m, '$1 3')
    .replace(/\r\n$/, '\r\na=rtpmap:3 GSM/8000\r\n');

/** What a server without Opus takes of an offer: G.711, and keys at its clock rate. */
export const onlyG711: Rewriting = (sdp) => {
  const isTaken = (type: string): boolean =>
    type === '0' || new RegExp(`^a=rtpmap:${type} telephone-event/8000`, 'm').test(sdp);
  return lines(sdp, (line) => {
    const type = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line)?.[1];
    return type === undefined || isTaken(type);
  })
    .map((line) =>
      line.startsWith('m=audio')
        ? line
            .split(' ')
            .filter((part, at) => at < 3 || isTaken(part))
            .join(' ')
        : line,
    )
    .join('\r\n');
};

/** No payload type for keys (RFC 4733 section 2.4). */
export const withoutKeys: Rewriting = (sdp) => {
  const types = [...sdp.matchAll(/^a=rtpmap:(\d+) telephone-event/gm)].map((match) => match[1] ?? '');
  const isKeys = (line: string): boolean =>
    types.some((type) => new RegExp(`^a=(rtpmap|fmtp):${type} `).test(line));
  return lines(sdp, (line) => !isKeys(line))
    .map((line) =>
      line.startsWith('m=audio')
        ? line
            .split(' ')
            .filter((part, at) => at < 3 || !types.includes(part))
            .join(' ')
        : line,
    )
    .join('\r\n');
};
