// The one error of the lab: its message is a line that a person can act on.

/** The lab can't be raised, or a command in it failed. */
export class LabError extends Error {
  override readonly name = 'LabError';
}
