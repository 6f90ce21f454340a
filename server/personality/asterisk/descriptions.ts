// Asterisk's session descriptions, line by line, as chan_pjsip was recorded to send them.
// Owns order and constant lines; `whole` stands before the lines that only `webrtc=yes` writes (see edge/describe.ts).

const MEDIA = `m=audio {port} {profile} {formats}
{secure}a=connection:new
a=setup:{setup}
a=fingerprint:SHA-256 {fingerprint}
a=ice-ufrag:{ufrag}
a=ice-pwd:{password}
a=candidate:{candidate}
a=crypto:{crypto}
a={attribute}
a=ptime:20
a=maxptime:140
a={direction}
a={mux}
a=ssrc:{ssrc} cname:{cname}
{whole}a=msid:{stream} {track}
{whole}a=rtcp-fb:* transport-cc
a=mid:{mid}`;

export const ASTERISK_DESCRIPTION = `v=0
o=- {id} {version} IN IP4 {address}
s=Asterisk
c=IN IP4 {address}
t=0 0
{whole}a=msid-semantic:WMS *
a=group:BUNDLE {mid}
${MEDIA}`;
