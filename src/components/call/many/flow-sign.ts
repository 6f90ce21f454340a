// A call's flow as a sign of two lines, small enough for a list: above from you to them, below from them to you, each with a gap
// where it breaks.
import { msg } from '@lit/localize';
import { css, html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { flowWords } from '../../../i18n/flow-words.ts';
import type { Lane, PathPicture } from '../path/path-picture.ts';

const FROM = 2;
const LONG = 44;

export const flowSignStyles = css`
  .flow {
    inline-size: 48px;
    block-size: 20px;
  }
  .flow:dir(rtl) {
    transform: scaleX(-1);
  }
  .flow [data-flow] {
    color: var(--quiet);
  }
  .flow :is([data-flow='sent'], [data-flow='flowing']) {
    color: var(--flowing);
  }
  .flow [data-flow='unconfirmed'] {
    color: var(--repairing);
  }
  .flow :is([data-flow='stopped'], [data-flow='unheard']) {
    color: var(--broken);
  }
  .flow [data-flow='held'] {
    color: var(--held);
  }
`;

/** What stands on the line: two bars on hold, a cross at the break, an arrow at its end where sound moves. */
function mark({ flow, breakAt }: Lane, y: number, isBack: boolean): SVGTemplateResult {
  if (flow === 'held') return svg`<path d=${`M22 ${y - 3}v6M26 ${y - 3}v6`} />`;
  if (breakAt !== undefined) {
    const x = FROM + LONG * breakAt;
    return svg`<path d=${`m${x - 3} ${y - 3} 6 6m0-6-6 6`} />`;
  }
  const moves = flow === 'flowing' || flow === 'sent' || flow === 'unconfirmed';
  if (!moves) return svg``;
  return isBack ? svg`<path d=${`m5 ${y - 3}-3 3 3 3`} />` : svg`<path d=${`m43 ${y - 3} 3 3-3 3`} />`;
}

function line(lane: Lane, y: number, isBack: boolean): SVGTemplateResult {
  const { flow } = lane;
  const isFaint = flow === 'waiting' || flow === 'notYet' || flow === 'quiet' || flow === 'unsent';
  const dash = isFaint ? '1 4' : flow === 'held' ? '16 12 16' : '100';
  return svg`<g data-flow=${flow}><path d=${`M${FROM} ${y}h${LONG}`} stroke-dasharray=${dash} />${mark(lane, y, isBack)}</g>`;
}

/** The sign, with its meaning in words for who can't see it. */
export function flowSign({ out, back }: Pick<PathPicture, 'out' | 'back'>): TemplateResult {
  return html`<svg
      class="flow"
      viewBox="0 0 48 20"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      ${line(out, 6, false)} ${line(back, 14, true)}
    </svg>
    <span class="unseen"
      >${msg('You to them')}: ${flowWords(out, 'out')}. ${msg('Them to you')}:
      ${flowWords(back, 'back')}.</span
    >`;
}
