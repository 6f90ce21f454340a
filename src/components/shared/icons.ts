// Our own icons, drawn on a 24 px grid with one stroke, as far as the first paint shows them; the rest are in all-icons.ts. They
// are decoration: words always stand beside them or name the button.
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

export const FIRST_DRAWINGS = {
  phone: svg`<path d="M6.6 3.8 9 8.2 7.2 10a13 13 0 0 0 6.8 6.8l1.8-1.8 4.4 2.4c.3 2-1 3.6-2.8 3.6C9.9 21 3 14.100 3 6.600c0-1.800 1.600-3.100 3.600-2.800Z"/>`,
  history: svg`<path d="M4 12a8 8 0 1 0 2.600-5.900L4 8.500"/><path d="M4 4v4.500h4.500"/><path d="M12 7.500V12l3 2"/>`,
  network: svg`<path d="M3 8.500h16l-3.500-3.500"/><path d="M21 15.500H5l3.500 3.500"/>`,
  settings: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,
  eye: svg`<path d="M2.500 12C6 6 18 6 21.500 12 18 18 6 18 2.500 12Z"/><circle cx="12" cy="12" r="2.800"/>`,
} satisfies Record<string, SVGTemplateResult>;

/** A drawing as an icon of 24 px in the colour of the text around it. */
export function drawn(drawing: SVGTemplateResult): TemplateResult {
  return html`<svg
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${drawing}
  </svg>`;
}

/** An icon of the first paint. */
export function icon(name: keyof typeof FIRST_DRAWINGS): TemplateResult {
  return drawn(FIRST_DRAWINGS[name]);
}

/** The brand mark: one line there, one line back. */
export function brandMark(size: number): TemplateResult {
  return html`<svg viewBox="0 0 48 48" width=${size} height=${size} aria-hidden="true">
    <rect width="48" height="48" rx="12" fill="var(--action)" />
    <g fill="none" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">
      <path d="M11 20h26l-8-8" stroke="var(--on-action)" />
      <path d="M37 28H11l8 8" stroke="var(--mark, var(--on-action))" />
    </g>
  </svg>`;
}
