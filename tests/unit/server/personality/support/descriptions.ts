// What a browser offers and answers, with one candidate at which nobody is: these tests look at signalling alone.

const FINGERPRINT = Array.from({ length: 32 }, (_, at) =>
  at.toString(16).padStart(2, '0').toUpperCase(),
).join(':');

function description(setup: string, types: string): string {
  return `v=0
o=- 4611731400430051336 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0
a=msid-semantic: WMS
m=audio 9 UDP/TLS/RTP/SAVPF ${types}
c=IN IP4 127.0.0.1
a=rtcp:9 IN IP4 0.0.0.0
a=candidate:1 1 udp 2113937151 127.0.0.1 9 typ host generation 0
a=ice-ufrag:Ab12
a=ice-pwd:0123456789abcdef01234567
a=fingerprint:sha-256 ${FINGERPRINT}
a=setup:${setup}
a=mid:0
a=sendrecv
a=rtcp-mux
a=rtpmap:111 opus/48000/2
a=rtpmap:0 PCMU/8000
a=rtpmap:110 telephone-event/48000
a=rtpmap:126 telephone-event/8000
a=rtpmap:101 telephone-event/8000
a=ssrc:1001 cname:browser
`.replaceAll('\n', '\r\n');
}

export const OFFER = description('actpass', '111 0 110 126').replace(/a=rtpmap:101.*\r\n/u, '');

/** An answer to an offer of the server: the same formats and the same mid. */
export function answerTo(offer: string): string {
  const types = /^m=audio \d+ \S+ (.+)$/mu.exec(offer)?.[1]?.trim() ?? '0';
  const mid = /^a=mid:(\S+)/mu.exec(offer)?.[1] ?? '0';
  return description('active', types).replaceAll(/(BUNDLE |mid:)0/gu, `$1${mid}`);
}
