// A message with the headers that a rule asks for, in its order.
// Owns the reading of header lines and the choice of the rule; pure.
import { headerOf, headersOf, type Header, type SipMessage } from '../../sip/message.ts';
import type { HeaderLine, Occasion, WritingRule } from './costume.ts';
import { fill, type Values } from './fill.ts';

function headersFor(line: HeaderLine, message: SipMessage, values: Values): Header[] {
  const colon = line.indexOf(': ');
  const [name = '', fallback] = line.split(' ?? ');
  if (colon !== -1 && fallback === undefined)
    return [[line.slice(0, colon), fill(line.slice(colon + 2), values)]];
  const found = headersOf(message, name).map((value): Header => [name, value]);
  if (found.length > 0 || fallback === undefined) return found;
  return [[name, fill(fallback, values)]];
}

/** The headers of a message as the lines ask for them. */
export function written(lines: readonly HeaderLine[], message: SipMessage, values: Values): Header[] {
  return lines.flatMap((line) => headersFor(line, message, values));
}

/** What a message doesn't say about itself. */
export type Situation = Required<
  Pick<Occasion, 'isInDialog' | 'isOwnCall' | 'hasRung' | 'isOwnAnswer' | 'isFromNumber'>
>;

function fits(on: Occasion, message: SipMessage, situation: Situation): boolean {
  const method = message.kind === 'request' ? message.method : headerOf(message, 'CSeq')?.split(' ')[1];
  const status = message.kind === 'request' ? 0 : message.status;
  return (
    (on.method === undefined || on.method === method) &&
    (on.status === undefined || on.status === status) &&
    (on.minStatus === undefined || status >= on.minStatus) &&
    (on.isInDialog === undefined || on.isInDialog === situation.isInDialog) &&
    (on.isOwnCall === undefined || on.isOwnCall === situation.isOwnCall) &&
    (on.hasRung === undefined || on.hasRung === situation.hasRung) &&
    (on.isOwnAnswer === undefined || on.isOwnAnswer === situation.isOwnAnswer) &&
    (on.isFromNumber === undefined || on.isFromNumber === situation.isFromNumber) &&
    (on.event === undefined || on.event === headerOf(message, 'Event'))
  );
}

/** The first rule for a message, or undefined. */
export function ruleFor(
  rules: readonly WritingRule[],
  message: SipMessage,
  situation: Situation,
): WritingRule | undefined {
  return rules.find(({ on }) => fits(on, message, situation));
}
