// Why a request was sent: the Reason header (RFC 3326 2), every value of every line, whatever their order. Pure.
import { listValues, parameterOf } from './list-values.ts';

export interface Reason {
  /** In upper case: `SIP`, `Q.850`. */
  readonly protocol: string;
  readonly cause: number | undefined;
  readonly text: string | undefined;
}

function textOf(value: string): string | undefined {
  const text = parameterOf(value, 'text')?.replace(/\\(.)/gsu, '$1').trim() ?? '';
  return text === '' ? undefined : text;
}

/** The reasons that a message gives. `lines`: the values of its Reason headers. */
export function reasonsIn(lines: readonly string[]): readonly Reason[] {
  return lines
    .flatMap((line) => listValues(line))
    .map((value) => {
      const protocol = (listValues(value, ';')[0] ?? '').toUpperCase();
      const cause = /^\d{1,3}(?!\d)/u.exec(parameterOf(value, 'cause') ?? '')?.[0];
      return { protocol, cause: cause === undefined ? undefined : Number(cause), text: textOf(value) };
    })
    .filter(({ protocol }) => protocol !== '');
}

/** The first reason that speaks SIP and names a status. */
export function sipReason(
  reasons: readonly Reason[],
): { readonly statusCode: number; readonly text: string | undefined } | undefined {
  for (const { protocol, cause, text } of reasons)
    if (protocol === 'SIP' && cause !== undefined && cause >= 100) return { statusCode: cause, text };
  return undefined;
}

/** The text of a reason of another protocol that tells more than a normal end (Q.850 16 and 31). */
export function otherReason(reasons: readonly Reason[]): string | undefined {
  const isNormal = reasons.some(
    ({ protocol, cause }) => protocol === 'Q.850' && (cause === 16 || cause === 31),
  );
  return isNormal ? undefined : reasons.map(({ text }) => text).find((text) => text !== undefined);
}

/** Whether another device took the call: 200 of SIP (RFC 3326 3.1), 26 of Q.850 (non-selected user clearing), or the words for it. */
export function isAnsweredElsewhere(reasons: readonly Reason[]): boolean {
  return reasons.some(
    ({ protocol, cause, text }) =>
      (protocol === 'SIP' && cause === 200) ||
      (protocol === 'Q.850' && cause === 26) ||
      /\bcompleted elsewhere\b/iu.test(text ?? ''),
  );
}
