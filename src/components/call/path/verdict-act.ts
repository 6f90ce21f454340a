// The one button of a verdict: what a person can do about it, where there is something to do.
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Verdict } from '../../../diagnosis/verdict.ts';
import type { AudioDevice } from '../../../media/devices.ts';
import type { Phone } from '../../../phone/phone.ts';

export interface ActContext {
  readonly callId: string;
  readonly verdict: Verdict;
  readonly phone: Pick<Phone, 'calls' | 'devices'>;
  /** Another one that is known. */
  readonly microphone: AudioDevice | undefined;
  /** The person wants to choose a microphone from the list. */
  readonly choose: () => void;
}

/** A repair that is under way is not begun again. */
function reconnect({ callId, verdict, phone }: ActContext): TemplateResult {
  const isBusy = verdict.mending?.state === 'trying';
  const repair = (): void => {
    if (!isBusy) void phone.calls.do({ kind: 'repairSound', callId });
  };
  const busy = isBusy ? 'true' : 'false';
  return html`<button class="button" aria-disabled=${busy} aria-busy=${busy} @click=${repair}>
    ${msg('Reconnect the sound')}
  </button>`;
}

function useMicrophone({ phone, choose, microphone: other }: ActContext): TemplateResult {
  if (other === undefined)
    return html`<button class="button" @click=${choose}>${msg('Choose a microphone')}</button>`;
  const use = (): void =>
    void phone.devices.do({ kind: 'chooseDevice', role: 'microphone', deviceId: other.id });
  return html`<button class="button" @click=${use}>
    <span>${msg('Use the other microphone')} <bdi class="device">${other.label}</bdi></span>
  </button>`;
}

/** The button; nothing where nothing helps, or all that helps is done by itself. */
export function actButton(context: ActContext): TemplateResult | typeof nothing {
  const { devices } = context.phone;
  switch (context.verdict.act) {
    case undefined:
      return nothing;
    case 'reconnectSound':
      return reconnect(context);
    case 'chooseMicrophone':
      return useMicrophone(context);
    case 'enableSound':
      return html`<button class="button" @click=${() => void devices.do({ kind: 'enableSound' })}>
        ${msg('Enable sound')}
      </button>`;
    case 'useSystemSpeaker': {
      const use = (): void => void devices.do({ kind: 'chooseDevice', role: 'speaker', deviceId: '' });
      return html`<button class="button" @click=${use}>${msg('Use the system’s speaker')}</button>`;
    }
  }
}
