// The recorded messages of a server, by scene, and what makes two messages the same: all but ids, addresses, ports and keys.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../../fixtures/replays');

export type Scenes = ReadonlyMap<string, readonly string[]>;

/** The whole messages of a recording, lines ending in LF, by the scene they belong to. */
export function recordingOf(server: string): Scenes {
  const [, ...parts] = readFileSync(join(FOLDER, `${server}.txt`), 'utf8').split(/^=== /mu);
  return new Map(
    parts.map((part) => {
      const [scene = '', ...messages] = part.split(/\n---\n/u);
      return [scene.trim(), messages.map((message) => message.replace(/\n+$/u, ''))];
    }),
  );
}

/** The message of a scene whose start line and CSeq fit. Throws where there is none. */
export function recorded(scenes: Scenes, scene: string, start: string, method: string): string {
  const found = scenes
    .get(scene)
    ?.find((text) => text.startsWith(start) && new RegExp(`^CSeq: \\d+ ${method}$`, 'mu').test(text));
  if (found === undefined) throw new Error(`nothing was recorded of ${start} ${method} in "${scene}"`);
  return found;
}

/** What stands for an id, an address or a key: in both messages alike. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/^([A-Z]+) sip:[^@]+@127\.0\.0\.1:\d+\S* /u, '$1 PHONE '],
  [/sip:c\d+@\w+\.invalid/gu, 'sip:PHONE'],
  [/^Via: SIP\/2\.0\/WSS? [\w.]+?\.invalid;/gmu, 'Via: SIP/2.0/WSS PHONE;'],
  [/;rport=\d+/gu, ';rport=N'],
  [/;received=[\d.]+/gu, ';received=IP'],
  [/branch=z9hG4bKPj[0-9a-f-]{36}/gu, 'branch=PJ'],
  [/branch=z9hG4bK[0-9a-f]{4}\.[0-9a-f]{32}\.0/gu, 'branch=OWN'],
  [/branch=z9hG4bK[\w-]+/gu, 'branch=ID'],
  [/^(From|To): (?:"[^"]*" )?<sip:(?:[^@>]+@)?([^@>]+)>/gmu, '$1: <$2>'],
  [/@?(?:localhost|demo\.test)\b/gu, 'DOMAIN'],
  [/;tag=\S+/gu, ';tag=ID'],
  [/ftag=\w+/gu, 'ftag=ID'],
  [/alias=[\d.]+~\d+~6/gu, 'alias=SEEN'],
  [/received="sip:[\d.]+:\d+;/gu, 'received="sip:SEEN;'],
  [/;temp-gruu="[^"]+"/gu, ''],
  [/pub-gruu="sip:\d+/gu, 'pub-gruu="sip:USER'],
  [/urn:uuid:[\w-]+/gu, 'urn:uuid:UUID'],
  [/^Call-ID: .*/gmu, 'Call-ID: ID'],
  [/^CSeq: \d+/gmu, 'CSeq: N'],
  [/nonce="\d{10}\/[0-9a-f]{32}",opaque="[0-9a-f]{16}"/gu, 'nonce="SECONDS/MD5",opaque="ID"'],
  [/nonce="[A-Za-z0-9+/]{60}"/gu, 'nonce="BASE64"'],
  [/;seal=[0-9a-f]{32}/gu, ';seal=SEAL'],
  [/^(P-Asserted-Identity): <sip:\d+@?DOMAIN>/gmu, '$1: NUMBER'],
  [/^Date: \w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$/gmu, 'Date: DATE'],
  [/^Contact: <sip:[^@]+@\S+?\.invalid;transport=ws>/gmu, 'Contact: <sip:PHONE;transport=ws>'],
  [/^Contact: <sip:\d+@vm/gmu, 'Contact: <sip:USER@vm'],
  [/^(Refer-To): <?sip:\d+DOMAIN>?/gmu, '$1: NUMBER'],
  [/^(Referred-By): <sip:\d+DOMAIN>/gmu, '$1: NUMBER'],
  [/^(Content-Length:)(?=.{6}$) +[1-9]\d*$/gmu, '$1 N'],
  [/^o=- \d+ \d+ /gmu, 'o=- ID VERSION '],
  [/\b192\.0\.2\.2\b|\b\d+\.\d+\.\d+\.\d+$/gmu, 'IP'],
  [/^m=audio \d+/gmu, 'm=audio PORT'],
  [/SHA-256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}/gu, 'SHA-256 FINGERPRINT'],
  [/^a=ice-(ufrag|pwd):\S+/gmu, 'a=ice-$1:KEY'],
  [/(?:^a=candidate:H[0-9a-f]+ [12] UDP 21307064\d\d \S+ \d+ typ host\r?\n)+/gmu, 'a=candidate:HOSTS\n'],
  [/^a=ssrc:\d+ cname:[0-9a-f-]{36}$/gmu, 'a=ssrc:ID cname:UUID'],
  [/^a=msid:[0-9a-f-]{36} [0-9a-f-]{36}$/gmu, 'a=msid:UUID UUID'],
  [/^a=(group:BUNDLE|mid:)(?: ?)\S+$/gmu, 'a=$1 MID'],
];

/** The message with everything masked that differs from call to call; line ends are LF. */
export function masked(message: string): string {
  const text = message.replaceAll('\r\n', '\n').replace(/\n+$/u, '');
  return MASKS.reduce((masking, [pattern, mask]) => masking.replace(pattern, mask), text);
}
