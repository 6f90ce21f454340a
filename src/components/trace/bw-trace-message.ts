// The text of one message, as it crossed the socket but without its secrets, and a way to copy it.
import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { copyText } from '../../sip/trace/copy-text.ts';
import type { TraceEntry } from '../../sip/trace/trace-entry.ts';
import { baseStyles } from '../shared/styles/base-styles.ts';
import { readableText } from './message-text.ts';
import './bw-copy-button.ts';

@customElement('bw-trace-message')
export class BwTraceMessage extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .message {
        display: grid;
        gap: 8px;
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: var(--round-1);
        background: var(--paper);
      }
      pre {
        margin: 0;
        font:
          400 var(--text-1) / 1.5 ui-monospace,
          'Cascadia Mono',
          'Liberation Mono',
          Menlo,
          Consolas,
          monospace;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        text-align: left;
      }
      bw-copy-button {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) entry: TraceEntry | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { entry } = this;
    if (entry === undefined) return nothing;
    const text = readableText(entry.text);
    return html`<div class="message">
      ${
        text === ''
          ? html`<p class="muted">${msg('An empty line that keeps the connection open (RFC 5626).')}</p>`
          : html`<pre dir="ltr">${text}</pre>`
      }
      <bw-copy-button
        .label=${msg('Copy this message')}
        .text=${(): string => copyText([entry])}
      ></bw-copy-button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-trace-message': BwTraceMessage;
  }
}
