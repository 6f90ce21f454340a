// Every icon, for the screens that are loaded when they are first shown.
import { svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { FIRST_DRAWINGS, drawn } from './icons.ts';

const DRAWINGS = {
  ...FIRST_DRAWINGS,
  hangUp: svg`<path d="M2.600 14.200c5.200-5.600 13.600-5.600 18.800 0 .6 1.900-.2 3.600-1.700 4l-4-1.300-.4-2.700c-2.100-.7-4.500-.7-6.600 0l-.4 2.700-4 1.300c-1.500-.4-2.300-2.100-1.700-4Z"/>`,
  microphone: svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.500 11a6.500 6.500 0 0 0 13 0M12 17.500V21"/>`,
  microphoneOff: svg`<path d="M15 10.500V6a3 3 0 0 0-5.800-1M9 9v2a3 3 0 0 0 4.500 2.600M5.500 11a6.500 6.500 0 0 0 10 5.500M18.500 11a6.500 6.500 0 0 1-.7 2.900M12 17.500V21M4 4l16 16"/>`,
  pause: svg`<path d="M8.500 5v14M15.500 5v14" stroke-width="2.500"/>`,
  keypad: svg`<g fill="currentColor" stroke="none"><circle cx="6" cy="5" r="1.600"/><circle cx="12" cy="5" r="1.600"/><circle cx="18" cy="5" r="1.600"/><circle cx="6" cy="11" r="1.600"/><circle cx="12" cy="11" r="1.600"/><circle cx="18" cy="11" r="1.600"/><circle cx="6" cy="17" r="1.600"/><circle cx="12" cy="17" r="1.600"/><circle cx="18" cy="17" r="1.600"/></g>`,
  dots: svg`<path d="M5 12h.1M12 12h.1M19 12h.1" stroke-width="3.500"/>`,
  backspace: svg`<path d="M9 5.500h11v13H9L3.500 12Z"/><path d="m11.500 9.500 5 5m0-5-5 5"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  outgoing: svg`<path d="M6 18 18 6M9 6h9v9"/>`,
  incoming: svg`<path d="M18 6 6 18M15 18H6V9"/>`,
  forwards: svg`<path d="M4 12h16M14 6l6 6-6 6"/>`,
  backwards: svg`<path d="M20 12H4M10 6l-6 6 6 6"/>`,
  missed: svg`<path d="m4 7 8 8 8-8M4 13V7h6"/>`,
  check: svg`<path d="m4.500 12.500 5 5 10-11"/>`,
  warning: svg`<path d="M12 4 2.800 19.500h18.400Z"/><path d="M12 10v4.500M12 17v.2"/>`,
  copy: svg`<rect x="8.500" y="8.500" width="11.500" height="11.500" rx="2"/><path d="M15.500 8.500V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.500a2 2 0 0 0 2 2h2.500"/>`,
  paste: svg`<rect x="5" y="5" width="14" height="16" rx="2"/><path d="M9 5V3.500h6V7H9V5M9 12h6M9 16h4"/>`,
  trash: svg`<path d="M4.500 7h15M9 7V4.500h6V7M6.500 7l1 13h9l1-13M10.300 11v5.500M13.700 11v5.500"/>`,
  person: svg`<circle cx="12" cy="8" r="3.800"/><path d="M4.500 20c1-4.300 4-6 7.500-6s6.500 1.700 7.500 6"/>`,
  offline: svg`<path d="M4 4l16 16M3 9.500a13 13 0 0 1 5-3M12 6c3.500 0 6.700 1.300 9 3.500M6.200 13a8.500 8.500 0 0 1 5-2.400M16 12a8.400 8.400 0 0 1 1.800 1M9.500 16.500a3.600 3.600 0 0 1 4 0"/>`,
  server: svg`<rect x="4" y="4" width="16" height="6.500" rx="2"/><rect x="4" y="13.500" width="16" height="6.500" rx="2"/><path d="M8 7.200h.1M8 16.800h.1" stroke-width="2.500"/>`,
  relay: svg`<circle cx="12" cy="12" r="3"/><path d="M2.500 12H9M15 12h6.500M18.500 9l3 3-3 3M5.500 9l-3 3 3 3"/>`,
  device: svg`<rect x="3" y="5" width="18" height="11.500" rx="2"/><path d="M8.500 20h7M12 16.500V20"/>`,
  speaker: svg`<path d="M4 9.500v5h3.500L12 18.500v-13L7.500 9.500Z"/><path d="M15.500 9a4.200 4.200 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11"/>`,
  add: svg`<path d="M12 5v14M5 12h14"/>`,
  transfer: svg`<path d="M3.500 12H13M10 8.500 13.500 12 10 15.500"/><circle cx="18.500" cy="12" r="2.500"/><path d="M18.500 4v2M18.500 18v2"/>`,
  people: svg`<circle cx="9" cy="8.500" r="3.200"/><path d="M3 19c.8-3.500 3.100-5 6-5s5.200 1.500 6 5"/><path d="M15.500 5.600a3.200 3.200 0 0 1 0 5.800M17.500 14.500c1.900.7 3 2.200 3.500 4.500"/>`,
  speakerOff: svg`<path d="M4 9.500v5h3.500L12 18.500v-13L7.500 9.500Z"/><path d="m16 9.500 5 5m0-5-5 5"/>`,
  refused: svg`<circle cx="12" cy="12" r="8.500"/><path d="M8 12h8"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof DRAWINGS;

/** An icon of 24 px in the colour of the text around it. */
export function icon(name: IconName): TemplateResult {
  return drawn(DRAWINGS[name]);
}
