// About: which version this is, and whose work it stands on.
import { msg } from '@lit/localize';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { version } from '../../../package.json';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { settingsStyles } from './settings-styles.ts';

const PARTS: readonly (readonly [string, string])[] = [
  ['JsSIP', 'MIT'],
  ['Lit', 'BSD-3-Clause'],
  ['Workbox', 'MIT'],
  ['idb', 'ISC'],
  ['JSON5', 'MIT'],
];

@customElement('bw-about')
export class BwAbout extends LitElement {
  static override styles = [baseStyles, settingsStyles];

  protected override render(): TemplateResult {
    return html`<dl class="facts">
      <div>
        <dt>${msg('Version')}</dt>
        <dd class="figures">Bothways ${version}</dd>
      </div>
      <div>
        <dt>${msg('Licence')}</dt>
        <dd>MIT</dd>
      </div>
      <div>
        <dt>${msg('Built with')}</dt>
        ${PARTS.map(([name, licence]) => html`<dd>${name} <span class="muted">(${licence})</span></dd>`)}
      </div>
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-about': BwAbout;
  }
}
