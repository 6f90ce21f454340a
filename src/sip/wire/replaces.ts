// The Replaces header (RFC 3891 6.1): which call an INVITE would take the place of. Pure.
import { listValues, parameterOf } from './list-values.ts';

export interface Replaces {
  readonly call_id: string;
  readonly to_tag: string;
  readonly from_tag: string;
  readonly early_only: boolean;
}

/** As the stack names its parts; undefined where one of the three that tell a dialog is missing. */
export function readReplaces(value: string): Replaces | undefined {
  const callId = listValues(value, ';')[0] ?? '';
  const toTag = parameterOf(value, 'to-tag') ?? '';
  const fromTag = parameterOf(value, 'from-tag') ?? '';
  if (callId === '' || toTag === '' || fromTag === '') return undefined;
  const isEarlyOnly = parameterOf(value, 'early-only') !== undefined;
  return { call_id: callId, to_tag: toTag, from_tag: fromTag, early_only: isEarlyOnly };
}
