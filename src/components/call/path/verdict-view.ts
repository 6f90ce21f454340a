// What is said of a call's sound: the sentence of the verdict, what the phone does about it, what helps, and what it can't see.
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Gravity, Verdict } from '../../../diagnosis/verdict.ts';
import { mendingWords, unseenWords } from '../../../i18n/mending-words.ts';
import { microphoneAwaitedHelp, microphoneAwaitedTitle } from '../../../i18n/microphone-prompt-words.ts';
import { verdictAdvice, verdictSentence, verdictTerm } from '../../../i18n/path-words.ts';
import type { MicrophonePermission } from '../../../media/microphone-permission.ts';
import { icon, type IconName } from '../../shared/all-icons.ts';

const SIGNS: Readonly<Record<Gravity, IconName>> = {
  calm: 'check',
  working: 'dots',
  held: 'pause',
  bad: 'warning',
};

function sentenceOf(verdict: Verdict, permission: MicrophonePermission): string {
  if (verdict.name !== 'microphoneAwaited') return verdictSentence(verdict);
  const title = microphoneAwaitedTitle(permission);
  return permission.state === 'prompt'
    ? `${title}. ${microphoneAwaitedHelp(permission)}`
    : microphoneAwaitedHelp(permission);
}

/** What the phone does about it; that it helped is said where all is well again. */
function mending({ mending: effort, gravity }: Verdict): TemplateResult | typeof nothing {
  if (effort === undefined || (effort.state === 'helped' && gravity !== 'calm')) return nothing;
  return html`<span class="mending ${effort.state}">${mendingWords(effort)}</span>`;
}

/** What stands small beneath: where nothing is wrong nobody needs it. */
function beside(verdict: Verdict): TemplateResult | typeof nothing {
  if (verdict.gravity === 'calm') return nothing;
  const [term, unseen] = [verdictTerm(verdict), unseenWords(verdict.unseen)];
  if (term === '' && unseen.length === 0) return nothing;
  return html`<p class="beside">
    ${term === '' ? nothing : html`<span class="term">${term}</span>`}
    ${
      unseen.length === 0
        ? nothing
        : html`<span
            >${msg('What the phone can’t see:')}
            ${unseen.map((words, index) => html`${index === 0 ? '' : ', '}<span>${words}</span>`)}</span
          >`
    }
  </p>`;
}

/**
 * The words on a verdict, and its button. A screen reader hears the sentence and what is done about it once, when they change: what
 * stays the same is not drawn anew.
 */
export function verdictView(
  verdict: Verdict,
  permission: MicrophonePermission,
  button: TemplateResult | typeof nothing,
): TemplateResult {
  const advice = verdictAdvice(verdict);
  return html`<div class="sentence ${verdict.gravity}">
    ${icon(SIGNS[verdict.gravity])}
    <div class="words">
      <p aria-live="polite">
        <span class="what">${sentenceOf(verdict, permission)}</span> ${mending(verdict)}
      </p>
      ${button === nothing ? nothing : html`<p class="act">${button}</p>`}
      ${advice === '' ? nothing : html`<p class="advice">${advice}</p>`} ${beside(verdict)}
    </div>
  </div>`;
}
