// What stands beside or below a call: its figures, its quality, the devices. In a conference the person says whose.
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { CallVitals } from '../../diagnosis/flow.ts';
import type { Call } from '../../sip/call-state.ts';
import { partyName } from '../shared/party.ts';
import '../shared/bw-device-choice.ts';
import './bw-call-facts.ts';
import './quality/bw-call-quality.ts';

export interface CallDetail {
  /** Whose figures are shown. */
  readonly rated: Call;
  readonly vitals: CallVitals;
  /** Of the conference; empty where there is none. */
  readonly parties: readonly Call[];
  /** There is room for everything; else what is rarely needed stays folded. */
  readonly isWide: boolean;
  /** The person chose whose figures to see, by the id of the call. */
  readonly choose: (callId: string) => void;
}

/** Whether either direction was rated at any time of the call. */
const isRated = ({ recent = [] }: CallVitals): boolean =>
  recent.some(({ youToThem, themToYou }) => youToThem !== undefined || themToYou !== undefined);

function whose({ rated, parties, choose }: CallDetail): TemplateResult | typeof nothing {
  if (parties.length === 0) return nothing;
  const chosen = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) choose(event.target.value);
  };
  return html`<div class="field">
    <label for="whose">${msg('Figures of the call with')}</label>
    <select id="whose" @change=${chosen}>
      ${parties.map(
        ({ id, remote }) =>
          html`<option value=${id} ?selected=${id === rated.id}>${partyName(remote)}</option>`,
      )}
    </select>
  </div>`;
}

/** Nothing stands there before anything is known. */
function quality({ rated, vitals, isWide }: CallDetail): TemplateResult | typeof nothing {
  if (!isRated(vitals)) return nothing;
  return html`<details ?open=${isWide}>
    <summary>${msg('Call quality')}</summary>
    <bw-call-quality .call=${rated}></bw-call-quality>
  </details>`;
}

/** The detail of a call, to be drawn into the call screen. */
export function callDetail(detail: CallDetail): TemplateResult {
  return html`${whose(detail)}
    <bw-call-facts .call=${detail.rated}></bw-call-facts>
    ${quality(detail)}
    <details ?open=${detail.isWide}>
      <summary>${msg('Sound devices')}</summary>
      <bw-device-choice></bw-device-choice>
    </details>`;
}
