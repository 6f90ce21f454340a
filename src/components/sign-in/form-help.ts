// What the sign-in form needs once something was typed: corrections, and the words for what can't be corrected. Loaded
// separately, so that the first paint does not wait for it.
import { tidyWords } from '../../i18n/tidy-words.ts';
import type { SignInField, SignInForm } from '../../provisioning/sign-in-form.ts';
import { tidyForm } from '../../provisioning/tidy-fields.ts';

export interface TidiedForm {
  readonly form: SignInForm;
  /** What changed, field by field. */
  readonly words: Readonly<Partial<Record<SignInField, string>>>;
}

export function tidiedForm(typed: SignInForm): TidiedForm {
  const { form, changes } = tidyForm(typed);
  const words = Object.entries(changes).map(([field, change]) => [field, tidyWords(change)] as const);
  return { form, words: Object.fromEntries(words) };
}

export { fieldProblemWords } from '../../i18n/field-problem-words.ts';
