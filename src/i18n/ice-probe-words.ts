// The words for the test of a STUN or TURN server: what came of it, and what to do.
import { msg, str } from '@lit/localize';
import type { IceProbeProblem, IceProbeVerdict } from '../media/ice-probe.ts';

const PROBLEMS: Readonly<Record<IceProbeProblem, (code: string) => string>> = {
  credentials: (code) =>
    msg(str`It answers, but refuses the username or password (${code}). They may be mistyped, or expired.`),
  forbidden: (code) => msg(str`It answers, but this account may not use it (${code}). Ask who runs it.`),
  quota: (code) =>
    msg(str`It answers, but this account has used up its share (${code}). Try again in some minutes.`),
  capacity: (code) => msg(str`It answers, but it is full (${code}). Ask who runs it.`),
  stale: (code) => msg(str`It answers, but lost track of the request (${code}). Test again.`),
  rejected: (code) => msg(str`It answers, but with an error (${code}). Ask who runs it.`),
  connection: () => msg('Turned away: nothing listens on this port, or a firewall refuses it.'),
  dns: () => msg('No such name: the address of this server can’t be found (DNS).'),
  noAnswer: () => msg('No answer in 4 seconds: the server is off, or a firewall lets nothing through.'),
  unable: () => msg('Can’t be tested from here: this browser has no WebRTC.'),
  invalid: () => msg('The browser does not take this address or its account.'),
};

function protocolOf(url: string): 'UDP' | 'TCP' | 'TLS' {
  if (/^(?:stun|turn)s:/iu.test(url)) return 'TLS';
  return /transport=tcp/iu.test(url) ? 'TCP' : 'UDP';
}

/** Over which protocol a URL leads, and where to, unless that is plain. */
export function wayWords(url: string, isHostPlain: boolean): string {
  const host = (url.split('?')[0] ?? '').replace(/^\w+:/u, '');
  return isHostPlain ? protocolOf(url) : `${protocolOf(url)} ${host}`;
}

/** What came of a test; undefined: it still runs. */
export function verdictWords(url: string, verdict: IceProbeVerdict | undefined): string {
  if (verdict === undefined) return msg('testing…');
  if (verdict.kind === 'failed' && verdict.problem === 'connection' && protocolOf(url) === 'TLS')
    return msg(
      'Turned away: nothing listens on this port, a firewall refuses it, or its certificate is not trusted.',
    );
  if (verdict.kind === 'failed') return PROBLEMS[verdict.problem](String(verdict.code ?? ''));
  const ms = String(Math.round(verdict.afterMs));
  if (verdict.kind === 'answered') {
    return msg(str`works, ${ms} ms. It sees this device’s own address: no router rewrites it (no NAT).`);
  }
  return verdict.address === undefined
    ? msg(str`works, ${ms} ms.`)
    : msg(str`works, ${ms} ms. It sees you as ${verdict.address}.`);
}
