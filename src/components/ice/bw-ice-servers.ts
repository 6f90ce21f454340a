// The editor of STUN and TURN servers: any number of rows, a list to paste, and a test of them all.
import { msg } from '@lit/localize';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  BLANK_ROWS,
  MAX_ICE_URLS,
  addRows,
  blankRow,
  inOrder,
  isBlank,
  type IceRow,
  type IceRowProblems,
} from '../../provisioning/ice-rows.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import type { BwIceRow } from './bw-ice-row.ts';
import { iceStyles } from './ice-styles.ts';
import './bw-ice-paste.ts';
import './bw-ice-row.ts';

@customElement('bw-ice-servers')
export class BwIceServers extends LitElement {
  static override styles = [baseStyles, buttonStyles, formStyles, iceStyles];

  @property({ attribute: false }) rows: readonly IceRow[] = BLANK_ROWS;
  /** Row by row; empty where all are right. */
  @property({ attribute: false }) problems: readonly IceRowProblems[] = [];

  protected override render(): TemplateResult {
    const isFull = this.rows.length >= MAX_ICE_URLS;
    return html`<div class="more">
      <div class="rows">${this.rows.map((row, index) => this.#row(row, index))}</div>
      <div class="actions">
        <button type="button" class="button" ?disabled=${isFull} @click=${() => void this.#add('stun')}>
          ${msg('Add STUN')}
        </button>
        <button type="button" class="button" ?disabled=${isFull} @click=${() => void this.#add('turn')}>
          ${msg('Add TURN')}
        </button>
        <button type="button" class="button" ?disabled=${this.rows.every(isBlank)} @click=${this.#testAll}>
          ${msg('Test all')}
        </button>
      </div>
      <bw-ice-paste @ice-rows-pasted=${this.#pasted}></bw-ice-paste>
    </div>`;
  }

  /** Goes to the first field with a mistake; false where there is none. */
  focusProblem(): boolean {
    return this.#elements().some((row) => row.focusProblem());
  }

  #row(row: IceRow, index: number): TemplateResult {
    const place = this.rows.slice(0, index + 1).filter(({ kind }) => kind === row.kind).length;
    const isOnlyOne = this.rows.filter(({ kind }) => kind === row.kind).length === 1;
    return html`<bw-ice-row
      .row=${row}
      .place=${place}
      .problems=${this.problems[index] ?? {}}
      ?removable=${!isOnlyOne || !isBlank(row)}
      @ice-row-changed=${(event: CustomEvent<IceRow>) => {
        this.#become(this.rows.with(index, event.detail));
      }}
      @ice-row-removed=${() => void this.#remove(index)}
    ></bw-ice-row>`;
  }

  #elements(): readonly BwIceRow[] {
    return [...this.renderRoot.querySelectorAll('bw-ice-row')];
  }

  /** The place of the new row among all, which the focus follows. */
  async #add(kind: IceRow['kind']): Promise<void> {
    this.#become([...this.rows, blankRow(kind)]);
    await this.#focus(this.rows.map((row) => row.kind).lastIndexOf(kind));
  }

  async #remove(index: number): Promise<void> {
    this.#become(this.rows.filter((_, other) => other !== index));
    await this.#focus(Math.max(0, index - 1));
  }

  async #focus(index: number): Promise<void> {
    await this.updateComplete;
    const row = this.#elements()[index];
    await row?.updateComplete;
    row?.renderRoot.querySelector('input')?.focus();
  }

  readonly #pasted = (event: CustomEvent<readonly IceRow[]>): void => {
    this.#become(addRows(this.rows, event.detail));
  };

  readonly #testAll = (): void => {
    for (const row of this.#elements()) if (!isBlank(row.row)) void row.test();
  };

  #become(rows: readonly IceRow[]): void {
    this.rows = inOrder(rows);
    this.dispatchEvent(new CustomEvent('ice-rows-changed', { detail: this.rows }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-ice-servers': BwIceServers;
  }
  interface HTMLElementEventMap {
    'ice-rows-changed': CustomEvent<readonly IceRow[]>;
  }
}
