// The INFO package that reports travel in (RFC 6086): its names, who takes it, and how a message of it is told from others. Pure.
import { listValues } from '../wire/list-values.ts';

/** The package's name, a token (RFC 6086 7.2); not registered with IANA. */
export const PACKAGE = 'bothways-sound';
/** The kind of its body: of the tree for private use (RFC 6838 3.4). */
export const REPORT_TYPE = 'application/x.bothways-sound';
/** Says that we take the package (RFC 6086 5.2.1). */
export const RECV_INFO = `Recv-Info: ${PACKAGE}`;

/** What an INFO of the package needs besides its body (RFC 6086 4.1, 7.2; the disposition: RFC 6086 4.2). */
export const REPORT_HEADERS: readonly string[] = [
  `Info-Package: ${PACKAGE}`,
  `Content-Type: ${REPORT_TYPE}`,
  'Content-Disposition: Info-Package',
];

/** The value without its parameters, as tokens are compared (RFC 3261 7.3.1). */
const tokenOf = (value: string): string => (value.split(';')[0] ?? '').trim().toLowerCase();

/**
 * Whether whoever sent these Recv-Info headers takes the package; undefined where there are none: what was said before goes on to be true
 * (RFC 6086 5.2.2). An empty header takes none.
 */
export function takesReports(recvInfo: readonly string[]): boolean | undefined {
  if (recvInfo.length === 0) return undefined;
  return recvInfo.flatMap((line) => listValues(line)).some((value) => tokenOf(value) === PACKAGE);
}

/**
 * What an INFO with these Info-Package headers is: `legacy` is without a package, such as keys (RFC 6086 A); `other`: of a package that
 * nobody here takes.
 */
export function packageOf(infoPackage: readonly string[]): 'legacy' | 'report' | 'other' {
  if (infoPackage.length === 0) return 'legacy';
  return infoPackage.length === 1 && tokenOf(infoPackage[0] ?? '') === PACKAGE ? 'report' : 'other';
}

/** Whether these headers say that the body is a report, as it stands. */
export function isReportBody(contentType: readonly string[], contentEncoding: readonly string[]): boolean {
  return (
    contentEncoding.length === 0 && contentType.length === 1 && tokenOf(contentType[0] ?? '') === REPORT_TYPE
  );
}

/** Whether a message as it stands on the wire is an INFO of the package. */
export function isReport(message: string): boolean {
  return (
    message.startsWith('INFO ') && /^info-package[ \t]*:[ \t]*bothways-sound[ \t]*$/imu.test(headOf(message))
  );
}

function headOf(message: string): string {
  const end = message.indexOf('\r\n\r\n');
  return end === -1 ? message : message.slice(0, end);
}
