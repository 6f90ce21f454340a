// axe finds nothing to complain about (WCAG 2.2 A and AA, best practices) on any screen, in light and dark, phone and desktop.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/test.ts';
import { SCREENS } from './support/screens.ts';

const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

for (const [name, route] of Object.entries(SCREENS)) {
  test(`${name}: no violation in light and dark, on a phone and on a desktop`, async ({ newPhone }) => {
    const phone = await route(newPhone, { context: { reducedMotion: 'reduce' } });
    for (const { colorScheme, viewport } of LOOKS) {
      await phone.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await phone.page.setViewportSize(viewport);
      const { violations } = await new AxeBuilder({ page: phone.page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      expect(found, `${colorScheme}, ${String(viewport.width)} px`).toEqual([]);
    }
  });
}
