// The SDP in a body that is more than plain SDP: multipart (RFC 2046 5.1, RFC 5621), or a content type with parameters. Puts its end
// right: browsers take none without a line end after the last line, nor with an empty one (RFC 8866 9).

function boundaryOf(contentType: string): string | undefined {
  const match = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))/iu.exec(contentType);
  return match?.[1] ?? match?.[2];
}

/** The description with one line end at its end. */
const ended = (sdp: string): string => `${sdp.trimEnd()}\r\n`;

function partsOf(body: string, boundary: string): readonly string[] {
  const pieces = `\r\n${body.replace(/\r?\n/gu, '\r\n')}`.split(`\r\n--${boundary}`);
  return pieces.slice(1).filter((piece) => !piece.startsWith('--'));
}

/** The SDP of a body, put right; undefined where there is nothing to change, since it is plain SDP already or no part of it is SDP. */
export function singleSdp(contentType: string | undefined, body: string): string | undefined {
  if (contentType === undefined || body.trim() === '') return undefined;
  if (contentType === 'application/sdp') return /\S\r?\n$/u.test(body) ? undefined : ended(body);
  // In any case of letters, with white space about the slash (RFC 3261 20.15, 25.1): the stack knows the bare form alone.
  if (/^application\s*\/\s*sdp\s*(?:;|$)/iu.test(contentType)) return ended(body);
  if (!/^multipart\//iu.test(contentType)) return undefined;
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) return undefined;
  for (const part of partsOf(body, boundary)) {
    const [, top = '', content = ''] = /^[ \t]*\r\n([\s\S]*?)\r\n\r\n([\s\S]*)$/u.exec(part) ?? [];
    if (/^content-type:\s*application\/sdp\b/imu.test(top)) return ended(content);
  }
  return undefined;
}
