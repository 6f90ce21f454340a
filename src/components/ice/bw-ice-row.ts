// One row of STUN or TURN servers, with a test of its own that says over which way it can be reached.
import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { fieldProblemWords } from '../../i18n/field-problem-words.ts';
import { verdictWords, wayWords } from '../../i18n/ice-probe-words.ts';
import type { IceProbeVerdict } from '../../media/ice-probe.ts';
import {
  blankRow,
  isBlank,
  readIceRow,
  spreadAddress,
  type IceRow,
  type IceRowField,
  type IceRowProblems,
  type IceTransport,
} from '../../provisioning/ice-rows.ts';
import { icon } from '../shared/all-icons.ts';
import { baseStyles, buttonStyles } from '../shared/styles/base-styles.ts';
import { formStyles } from '../shared/styles/form-styles.ts';
import { phoneState } from '../store-controller.ts';
import { iceStyles } from './ice-styles.ts';

interface Test {
  readonly url: string;
  /** Undefined while it runs. */
  readonly verdict: IceProbeVerdict | undefined;
}

const TRANSPORTS: readonly IceTransport[] = ['auto', 'udp', 'tcp', 'tls'];

function transportWords(transport: IceTransport): string {
  const words = {
    auto: () => msg('UDP + TCP'),
    udp: () => msg('UDP'),
    tcp: () => msg('TCP'),
    tls: () => msg('TLS'),
  };
  return words[transport]();
}

@customElement('bw-ice-row')
export class BwIceRow extends LitElement {
  static override styles = [baseStyles, buttonStyles, formStyles, iceStyles];

  @property({ attribute: false }) row: IceRow = blankRow('stun');
  /** Place among the rows of its kind, from 1. */
  @property({ type: Number }) place = 1;
  @property({ attribute: false }) problems: IceRowProblems = {};
  @property({ type: Boolean }) removable = false;
  @state() private tests: readonly Test[] = [];
  @state() private own: IceRowProblems = {};
  @state() private isSecretShown = false;
  /** Rises with every test, so that what an older one says is dropped. */
  #round = 0;

  readonly #phone = phoneState(this, () => undefined);

  /** Another row came into this place: what was found out is about the one before. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('row');
    if (before === undefined || JSON.stringify(before) === JSON.stringify(this.row)) return;
    this.#round += 1;
    this.tests = [];
    this.own = {};
  }

  protected override render(): TemplateResult {
    const { kind } = this.row;
    return html`<div class="row ${kind}" role="group" aria-label=${this.#name()}>
      <div class="parts">
        ${this.#text('host', this.#hostLabel(), 'host')} ${this.#text('port', msg('Port'), 'port')}
        ${kind === 'turn' ? this.#account() : nothing}
      </div>
      ${this.#verdicts()}
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-label=${msg(str`Test: ${this.#hostLabel()}`)}
          ?disabled=${isBlank(this.row)}
          @click=${this.test}
        >
          ${msg('Test')}
        </button>
        ${
          this.removable
            ? html`<button
                type="button"
                class="button bare icon remove"
                aria-label=${msg(str`Remove: ${this.#hostLabel()}`)}
                @click=${this.#remove}
              >
                ${icon('trash')}
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  /** Tests each way of this row, or says at the field what is wrong with it. */
  readonly test = async (): Promise<void> => {
    const { urls, problems } = readIceRow(this.row);
    const round = ++this.#round;
    this.own = problems;
    this.tests = Object.keys(problems).length > 0 ? [] : urls.map((url) => ({ url, verdict: undefined }));
    const { kind, username, credential } = this.row;
    const account = kind === 'turn' ? { username: username.trim(), credential } : undefined;
    await Promise.all(
      this.tests.map(async ({ url }) => {
        const verdict = await this.#phone.phone.testIceServer(url, account);
        if (round !== this.#round) return;
        this.tests = this.tests.map((test) => (test.url === url ? { url, verdict } : test));
      }),
    );
  };

  /** Goes to the first field with a mistake; false where there is none. */
  focusProblem(): boolean {
    const field = this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus();
    return field !== null;
  }

  #name(): string {
    return this.row.kind === 'stun'
      ? msg(str`STUN row ${String(this.place)}`)
      : msg(str`TURN row ${String(this.place)}`);
  }

  #hostLabel(): string {
    const place = String(this.place);
    if (this.row.kind === 'stun')
      return this.place === 1 ? msg('STUN servers') : msg(str`STUN server ${place}`);
    return this.place === 1 ? msg('TURN server') : msg(str`TURN server ${place}`);
  }

  #account(): TemplateResult {
    const place = String(this.place);
    const [username, password] =
      this.place === 1
        ? [msg('TURN username'), msg('TURN password')]
        : [msg(str`TURN username ${place}`), msg(str`TURN password ${place}`)];
    return html`${this.#transport()} ${this.#text('username', username, 'account')}
    ${this.#text('credential', password, 'account')}`;
  }

  #text(field: IceRowField, label: string, place: string): TemplateResult {
    const problem = this.problems[field] ?? this.own[field];
    const isSecret = field === 'credential';
    const input = html`<input
      id=${field}
      type=${isSecret && !this.isSecretShown ? 'password' : 'text'}
      .value=${live(this.row[field])}
      dir="auto"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      inputmode=${field === 'host' ? 'url' : field === 'port' ? 'numeric' : 'text'}
      placeholder=${this.#placeholder(field)}
      aria-invalid=${problem === undefined ? 'false' : 'true'}
      aria-describedby=${problem === undefined ? nothing : `${field}-problem`}
      @input=${(event: InputEvent) => {
        if (event.target instanceof HTMLInputElement) this.#become({ [field]: event.target.value });
      }}
      @change=${field === 'host' ? this.#spread : nothing}
    />`;
    return html`<div class="field ${place}">
      <label for=${field}>${label}</label>
      ${isSecret ? html`<div class="with-button">${input}${this.#reveal()}</div>` : input}
      ${
        problem === undefined
          ? nothing
          : html`<p class="problem" id="${field}-problem">${fieldProblemWords(problem)}</p>`
      }
    </div>`;
  }

  #placeholder(field: IceRowField): string {
    const { kind, transport } = this.row;
    if (field === 'port') return transport === 'tls' ? '5349' : '3478';
    return field === 'host' ? `${kind}.example.com` : '';
  }

  #transport(): TemplateResult {
    const choose = (event: Event): void => {
      if (!(event.target instanceof HTMLSelectElement)) return;
      const { value } = event.target;
      const transport = TRANSPORTS.find((one) => one === value);
      if (transport !== undefined) this.#become({ transport });
    };
    return html`<div class="field transport">
      <label for="transport">${msg('Transport')}</label>
      <select id="transport" @change=${choose}>
        ${TRANSPORTS.map(
          (one) =>
            html`<option value=${one} .selected=${this.row.transport === one}>
              ${transportWords(one)}
            </option>`,
        )}
      </select>
    </div>`;
  }

  #reveal(): TemplateResult {
    return html`<button
      type="button"
      class="button bare icon"
      aria-label=${msg('Show relay secret')}
      aria-pressed=${live(this.isSecretShown ? 'true' : 'false')}
      @click=${() => {
        this.isSecretShown = !this.isSecretShown;
      }}
    >
      ${icon('eye')}
    </button>`;
  }

  #verdicts(): TemplateResult {
    return html`<div class="verdicts" role="status">
      ${this.tests.map(({ url, verdict }) => {
        const mood = verdict === undefined ? '' : verdict.kind === 'failed' ? 'bad' : 'good';
        return html`<p class="verdict ${mood}">
          ${icon(mood === 'good' ? 'check' : mood === 'bad' ? 'warning' : 'dots')}
          <span><b>${wayWords(url, this.#isOneHost())}:</b> ${verdictWords(url, verdict)}</span>
        </p>`;
      })}
    </div>`;
  }

  #isOneHost(): boolean {
    return this.row.host.trim().split(/[\s,;]+/u).length === 1;
  }

  #become(change: Partial<IceRow>): void {
    this.dispatchEvent(new CustomEvent('ice-row-changed', { detail: { ...this.row, ...change } }));
  }

  readonly #spread = (): void => {
    const spread = spreadAddress(this.row);
    if (JSON.stringify(spread) !== JSON.stringify(this.row)) this.#become(spread);
  };

  readonly #remove = (): void => {
    this.dispatchEvent(new CustomEvent('ice-row-removed'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'bw-ice-row': BwIceRow;
  }
  interface HTMLElementEventMap {
    /** The row as it is now. */
    'ice-row-changed': CustomEvent<IceRow>;
    'ice-row-removed': CustomEvent<void>;
  }
}
