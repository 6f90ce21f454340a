// Every text that the page shows, as a person or a screen reader meets it: through all shadow roots, each with the direction that it
// stands beside where a list tells both.
import { everyElement } from '../component/mount.ts';

const DIRECTIONS = ['You to them', 'Them to you'];

/** The name of the direction in whose row a text stands; empty where it stands in none, or is that name. */
function directionOf(node: Text): string {
  const row = node.parentElement?.closest('.caption, li, tr');
  const name = DIRECTIONS.find(
    (each) =>
      row?.querySelector('span')?.textContent.trim() === each ||
      row?.querySelector('.name')?.textContent.trim() === each,
  );
  return name === undefined || node.data.trim() === name ? '' : `${name} `;
}

function textsOf(element: Element): readonly string[] {
  const nodes = [...element.childNodes].filter((node): node is Text => node instanceof Text);
  return nodes.map((node) => `${directionOf(node)}${node.data.trim()}`).filter((text) => /\p{L}/u.test(text));
}

const isShown = (element: Element): boolean =>
  !element.matches('style, script, title, noscript, canvas, bdi');

/** Names, addresses and what servers say stand in `bdi`; a sentence there is not of ours. */
export function shownTexts(): readonly string[] {
  const elements = everyElement(document.body).filter(isShown);
  return elements.filter((element) => element.checkVisibility()).flatMap(textsOf);
}
