// At 360 px nothing has to be scrolled sideways, whichever way the language runs.
import { expect, test } from './support/test.ts';
import { SCREENS } from './support/screens.ts';

const WIDTH = 360;

for (const [name, route] of Object.entries(SCREENS)) {
  test(`${name}: fits ${String(WIDTH)} px from left to right and from right to left`, async ({
    newPhone,
  }) => {
    const { page } = await route(newPhone, { context: { viewport: { width: WIDTH, height: 740 } } });
    for (const direction of ['ltr', 'rtl']) {
      const widest = await page.evaluate(async (dir) => {
        document.documentElement.dir = dir;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        return Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
      }, direction);
      expect(widest, direction).toBeLessThanOrEqual(WIDTH);
    }
  });
}
