// Texts on which a regular expression would take long if it could: what leads to each repetition, then what it repeats, many times
// over, then something that does not fit.
import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** Characters that stand for the kinds that patterns tell apart. */
const SAMPLES = Array.from(' \ta0Z.;:<>"\'\\=@,/?-%_&#()[]{}*+!|~^$\n\r…é\u200e');

/** Characters that this element can be. */
function charactersOf(element: AST.Element, flags: string): readonly string[] {
  const test = new RegExp(`^(?:${element.raw})$`, flags.replace(/[gy]/gu, ''));
  return SAMPLES.filter((sample) => test.test(sample));
}

/** A text that the element takes, in one way. */
function sampleOf(element: AST.Element, flags: string): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return charactersOf(element, flags)[0] ?? '';
    case 'Quantifier':
      return sampleOf(element.element, flags).repeat(Math.max(element.min, 0));
    case 'Group':
    case 'CapturingGroup':
      return sequence(element.alternatives[0]?.elements ?? [], flags);
    case 'Assertion':
    case 'Backreference':
      return '';
  }
}

function sequence(elements: readonly AST.Element[], flags: string): string {
  return elements.map((element) => sampleOf(element, flags)).join('');
}

interface Repetition {
  /** What leads to it. */
  readonly before: string;
  /** What it repeats, each way of it. */
  readonly units: readonly string[];
}

const unitsOf = (element: AST.QuantifiableElement, flags: string): readonly string[] => {
  const single = ['Character', 'CharacterClass', 'CharacterSet', 'ExpressionCharacterClass'];
  if (single.includes(element.type)) return charactersOf(element, flags);
  if (element.type === 'Group' || element.type === 'CapturingGroup')
    return element.alternatives
      .map(({ elements }) => sequence(elements, flags))
      .filter((unit) => unit !== '');
  return [];
};

function repetitionsIn(elements: readonly AST.Element[], flags: string, lead: string): readonly Repetition[] {
  const found: Repetition[] = [];
  let before = lead;
  for (const element of elements) {
    const inner = element.type === 'Quantifier' ? element.element : element;
    if (element.type === 'Quantifier' && element.max > 50)
      found.push({ before, units: unitsOf(element.element, flags) });
    if (
      inner.type === 'Group' ||
      inner.type === 'CapturingGroup' ||
      (inner.type === 'Assertion' && 'alternatives' in inner)
    )
      for (const { elements: nested } of inner.alternatives)
        found.push(...repetitionsIn(nested, flags, before));
    before += sampleOf(element, flags);
  }
  return found;
}

/** How a pumped text ends: with nothing, or with what fits nowhere. */
const ENDS = ['', '\u0000', '\n\u0000', 'x', '>', '"'];

/** The texts, each made of so many repetitions as `length` asks. */
export function* pumped(source: string, flags: string): Generator<(length: number) => string> {
  const unicode = flags.includes('u') || flags.includes('v');
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode,
    unicodeSets: flags.includes('v'),
  });
  const repetitions = pattern.alternatives.flatMap(({ elements }) => repetitionsIn(elements, flags, ''));
  for (const { before, units } of repetitions)
    for (const unit of units)
      for (const end of ENDS) {
        const times = (length: number): number => Math.ceil(length / unit.length);
        yield (length) => before + unit.repeat(times(length)) + end;
        if (before !== '')
          yield (length) => (before + unit).repeat(times(length) / (1 + before.length)) + end;
      }
  for (const sample of SAMPLES) yield (length) => sample.repeat(length) + '\u0000';
}
