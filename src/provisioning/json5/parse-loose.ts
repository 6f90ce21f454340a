// Reads what people paste: JSON, and JavaScript object literals without their code (JSON5). Executes nothing.
import JSON5 from 'json5';

/** Throws a SyntaxError with `lineNumber`, from 1. */
export function parseLoose(text: string): unknown {
  return JSON5.parse(text);
}
