// A sign with hysteresis: raised by a high mean over some seconds, cleared by a low one, so that it does not flicker around one limit.

export interface RaisedWatch {
  readonly isRaised: boolean;
  /** The last values, oldest first, each 0 to 1 with its weight. */
  readonly values: readonly { readonly value: number; readonly weight: number }[];
}

export const NOT_RAISED: RaisedWatch = { isRaised: false, values: [] };

/** `overCount` values are averaged; at least `fewest` must be there to raise it. */
export interface RaiseRule {
  readonly raiseAt: number;
  readonly clearAt: number;
  readonly overCount: number;
  readonly fewest: number;
}

/** The weighted mean; undefined where nothing has weight. */
export function meanOf({ values }: RaisedWatch): number | undefined {
  const weight = values.reduce((sum, each) => sum + each.weight, 0);
  if (weight <= 0) return undefined;
  return values.reduce((sum, each) => sum + each.value * each.weight, 0) / weight;
}

/** One more value. */
export function nextRaised(
  before: RaisedWatch,
  next: { readonly value: number; readonly weight: number },
  rule: RaiseRule,
): RaisedWatch {
  const values = [...before.values, next].slice(-rule.overCount);
  const mean = meanOf({ isRaised: false, values }) ?? 0;
  const isRaised = before.isRaised
    ? mean > rule.clearAt
    : values.length >= rule.fewest && mean >= rule.raiseAt;
  return { isRaised, values };
}
