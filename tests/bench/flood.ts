// What a hostile caller can do to the page: floods of every method and messages of absurd size, at rest and in a call, with each
// screen open. For each the longest time the main thread was away. Fails where real history goes or the next call does not ring.
// BOTHWAYS_FLOODS=name,name runs only scenes and floods whose names contain one of these.
import { REAL_CALLS, floodPhone } from './flood/flood-phone.ts';
import { FLOODS } from './flood/floods.ts';
import { SCENES } from './flood/scenes.ts';
import type { Result } from './result.ts';

const ONLY = (process.env['BOTHWAYS_FLOODS'] ?? '').split(',').filter(Boolean);

const isWanted = (name: string): boolean => ONLY.length === 0 || ONLY.some((part) => name.includes(part));

export async function measure(): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const [scene, set] of Object.entries(SCENES)) {
    const wanted = FLOODS.filter(({ name }) => isWanted(`${scene}: ${name}`));
    if (wanted.length === 0) continue;
    await floodPhone(async (rig) => {
      await set(rig);
      for (const flood of wanted) {
        const { task, gap } = await rig.flood(flood);
        const what = `${scene}: ${flood.name}`;
        results.push({ what: `${what}: longest task`, value: Math.round(task), unit: 'ms' });
        results.push({ what: `${what}: longest gap`, value: Math.round(gap), unit: 'ms' });
      }
      results.push(...(await rig.afterwards(scene)));
    });
  }
  const lost = results.filter(({ what, value }) => what.includes('real calls') && value !== REAL_CALLS);
  if (lost.length > 0) throw new Error(`real calls were pushed out: ${JSON.stringify(results, null, 1)}`);
  return results;
}
