// Which number does what some seconds after the answer. Owns the pairing only.
import type { NumberCode } from '../numbers.ts';
import type { ServerEvent } from './event.ts';
import { offerless } from './offerless.ts';
import { mutesLater } from './muted.ts';
import { movedOn, renamed } from './renamed.ts';
import { asked, endsWithReason, fax } from './requests.ts';
import { told } from './told.ts';
import { refers, refersJoining, refersNowhere, takesOver } from './transfers.ts';

export const EVENTS: Readonly<Partial<Record<NumberCode, ServerEvent>>> = {
  renamed,
  'moved-on': movedOn,
  refers,
  offerless,
  fax,
  asked,
  'ends-with-reason': endsWithReason,
  told,
  'mutes-later': mutesLater,
  'refers-nowhere': refersNowhere,
  'refers-joining': refersJoining,
  'takes-over': takesOver,
};
