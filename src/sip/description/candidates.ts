// A candidate as a browser parses it (RFC 8839 5.1). One field that it can't parse makes it refuse the whole description, so such
// a candidate is left out. Pure.

const NUMBER = /^\d{1,10}$/u;
/** What may follow, in the order in which a browser looks for it, and how each must look; the rest is left out. */
const MORE: readonly (readonly [name: string, form: RegExp])[] = [
  ['raddr', /^\S{1,255}$/u],
  ['rport', /^\d{1,5}$/u],
  ['tcptype', /^(?:active|passive|so)$/u],
  ['generation', /^\d{1,5}$/u],
  ['ufrag', /^\S{4,256}$/u],
  ['network-id', /^\d{1,5}$/u],
  ['network-cost', /^\d{1,5}$/u],
];

const isWithin = (text: string, most: number): boolean => NUMBER.test(text) && Number(text) <= most;

/** The value of an `a=candidate:` line written anew; undefined where a browser can't use it. */
export function readableCandidate(value: string): string | undefined {
  const fields = value.split(/\s+/u);
  const [foundation = '', component = '', said = '', priority = '', address = '', port = ''] = fields;
  const transport = said.toLowerCase();
  const kind = (fields[7] ?? '').toLowerCase();
  const isFine =
    foundation.length <= 32 &&
    isWithin(component, 256) &&
    (transport === 'udp' || transport === 'tcp') &&
    isWithin(priority, 0xff_ff_ff_ff) &&
    address.length <= 255 &&
    isWithin(port, 0xff_ff);
  if (!isFine || fields[6]?.toLowerCase() !== 'typ' || !/^(?:host|srflx|prflx|relay)$/u.test(kind))
    return undefined;
  const more = MORE.flatMap(([name, form]) => {
    const at = fields.findIndex((field, index) => index > 7 && index % 2 === 0 && field === name);
    const text = at === -1 ? '' : (fields[at + 1] ?? '');
    return form.test(text) && (name !== 'tcptype' || transport === 'tcp') ? [name, text] : [];
  });
  return [foundation, component, transport, priority, address, port, 'typ', kind, ...more].join(' ');
}
