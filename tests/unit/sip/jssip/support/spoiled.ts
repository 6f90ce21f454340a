// Descriptions of a far side that a browser refuses, takes half way, or takes and falls silent: what is wrong with each, and what is right
// for an offer of that kind.
type Role = 'active' | 'passive';

export interface Spoil {
  readonly name: string;
  /** `role`: what the far side is in DTLS. */
  readonly spoil: (sdp: string, role: Role) => string;
  /** The final answer to an offer like that. */
  readonly offer: 200 | 488;
  /** As an answer it is another transport, which the far side of the test does not go on with. */
  readonly silences?: boolean;
}

const other = (role: Role): Role => (role === 'active' ? 'passive' : 'active');
const withSetup = (sdp: string, setup: string): string => sdp.replace(/a=setup:\w+/u, `a=setup:${setup}`);
const without = (sdp: string, ...names: readonly string[]): string =>
  names.reduce((text, name) => text.replace(new RegExp(`^a=${name}.*\r\n`, 'gmu'), ''), sdp);
const fax = 'm=image 4000 udptl t38\r\nc=IN IP4 192.0.2.1\r\na=T38FaxVersion:0\r\n';
const video = 'm=video 4002 RTP/AVP 96\r\nc=IN IP4 192.0.2.1\r\na=rtpmap:96 H264/90000\r\n';
const noSound = (sdp: string): string => without(sdp.replace(/m=audio \d+/u, 'm=audio 0'), 'group');

export const SPOILED: readonly Spoil[] = [
  { name: 'with the other DTLS role', spoil: (sdp, role) => withSetup(sdp, other(role)), offer: 200 },
  { name: 'with actpass', spoil: (sdp) => withSetup(sdp, 'actpass'), offer: 200 },
  { name: 'with holdconn', spoil: (sdp) => withSetup(sdp, 'holdconn'), offer: 200 },
  { name: 'without a DTLS role', spoil: (sdp) => without(sdp, 'setup'), offer: 200 },
  { name: 'without a fingerprint', spoil: (sdp) => without(sdp, 'fingerprint'), offer: 200 },
  { name: 'without ICE credentials', spoil: (sdp) => without(sdp, 'ice-ufrag', 'ice-pwd'), offer: 200 },
  {
    name: 'without keys and credentials',
    spoil: (sdp) => without(sdp, 'ice-ufrag', 'ice-pwd', 'fingerprint', 'setup'),
    offer: 488,
  },
  { name: 'without rtcp-mux', spoil: (sdp) => without(sdp, 'rtcp-mux'), offer: 200 },
  { name: 'without a bundle', spoil: (sdp) => without(sdp, 'group'), offer: 200 },
  { name: 'without a bundle and names', spoil: (sdp) => without(sdp, 'group', 'mid'), offer: 200 },
  {
    name: 'with another name of the section',
    spoil: (sdp) => sdp.replace('a=mid:0', 'a=mid:sound').replace('BUNDLE 0', 'BUNDLE sound'),
    offer: 200,
  },
  { name: 'with one section more', spoil: (sdp) => sdp + video, offer: 200 },
  { name: 'without any section', spoil: (sdp) => sdp.split('m=')[0] ?? '', offer: 488 },
  { name: 'with the sound at port 0', spoil: noSound, offer: 488 },
  { name: 'with a fax beside sound at port 0', spoil: (sdp) => noSound(sdp) + fax, offer: 488 },
  { name: 'of a fax alone', spoil: (sdp) => without(sdp.split('m=')[0] ?? '', 'group') + fax, offer: 488 },
  { name: 'of a fax before the sound', spoil: (sdp) => sdp.replace('m=audio', `${fax}m=audio`), offer: 200 },
  { name: 'that does not parse', spoil: () => 'v=0\r\nnonsense', offer: 488 },
  { name: 'that is no description', spoil: () => 'nonsense', offer: 488 },
  {
    name: 'without a codec we know',
    spoil: (sdp) => without(sdp.replace(/(m=audio \S+ \S+).*/u, '$1 77'), 'rtpmap', 'fmtp', 'rtcp-fb'),
    offer: 488,
  },
  {
    name: 'with another key',
    spoil: (sdp) => sdp.replace(/(a=fingerprint:sha-256 )../u, '$100'),
    offer: 200,
    silences: true,
  },
  {
    name: 'with another key and the other role',
    spoil: (sdp, role) => withSetup(sdp.replace(/(a=fingerprint:sha-256 )../u, '$100'), other(role)),
    offer: 200,
    silences: true,
  },
  {
    name: 'with other credentials and the other role',
    spoil: (sdp, role) => withSetup(sdp.replaceAll('peer1', 'moved'), other(role)),
    offer: 200,
    silences: true,
  },
];
