// Lists that grow without bound draw what is in view: few elements, every row reachable, focus and place kept.
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../src/phone/history.ts';
import { keepable, traceEntry, type TraceEntry } from '../../src/sip/trace/trace-entry.ts';
import { SERVER, sipText } from '../doubles/sip-messages.ts';
import { everyElement, focused, mount, windowOf } from './mount.ts';
import { READY, entry } from './samples.ts';

const HOUR = 3_600_000;

function calls(count: number): readonly HistoryEntry[] {
  return Array.from({ length: count }, (_, index) =>
    entry(`h${String(index)}`, {
      startedAtMs: Date.now() - index * HOUR,
      remote: {
        uri: `sip:${String(2000 + index)}@h`,
        user: String(2000 + index),
        displayName: `Person ${String(index)}`,
      },
    }),
  );
}

function messages(count: number): readonly TraceEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const text = sipText({
      start: 'INVITE sip:1001@h SIP/2.0',
      cseq: '1 INVITE',
      callId: `c${String(index)}`,
      from: `s${String(index)}`,
    });
    return traceEntry(index, keepable({ atMs: Date.now() + index, direction: 'in', server: SERVER, text }));
  });
}

const rows = (): HTMLElement[] =>
  everyElement().filter((each) => each.matches('ul.long > li')) as HTMLElement[];
const places = (): number[] => rows().map((row) => Number(row.getAttribute('aria-posinset')));
const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
const settled = async (): Promise<void> => {
  for (let beat = 0; beat < 4; beat += 1) await frame();
};

afterEach(() => {
  document.body.replaceChildren();
  window.scrollTo(0, 0);
});

describe('a history of 500 calls', () => {
  it('draws a screenful, and says of each row which of how many it is', async () => {
    await windowOf(360, 640);
    await mount({ ...READY, history: calls(500) }, { hash: '#/history' });
    await expect.poll(() => rows().length).toBeGreaterThan(4);
    expect(rows().length).toBeLessThan(40);
    expect(rows().every((row) => row.getAttribute('aria-setsize') === '500')).toBe(true);
    expect(places()).toEqual(places().map((_, index) => index + 1));
    expect(everyElement().length).toBeLessThan(2000);
  });

  it('has every row where it belongs, none over another', async () => {
    await windowOf(360, 640);
    await mount({ ...READY, history: calls(500) }, { hash: '#/history' });
    await expect.poll(() => rows().length).toBeGreaterThan(4);
    await settled();
    for (const top of [0, 3000, 20_000]) {
      window.scrollTo(0, top);
      await settled();
      const boxes = rows().map((row) => row.getBoundingClientRect());
      boxes.slice(1).forEach((box, index) => {
        expect(Math.abs(box.top - (boxes[index]?.bottom ?? 0))).toBeLessThan(1);
      });
      expect(boxes.some(({ top: above, bottom }) => above <= 320 && bottom >= 320)).toBe(true);
    }
  });

  it('reaches the last row', async () => {
    await windowOf(360, 640);
    await mount({ ...READY, history: calls(500) }, { hash: '#/history' });
    await expect.poll(() => rows().length).toBeGreaterThan(4);
    await expect
      .poll(async () => {
        window.scrollTo(0, document.documentElement.scrollHeight);
        await settled();
        const last = rows().at(-1);
        const isLast = last?.getAttribute('aria-posinset') === '500';
        return isLast && last.getBoundingClientRect().bottom <= window.innerHeight;
      })
      .toBe(true);
  });

  it('keeps the row with the focus, however far it is scrolled away', async () => {
    await windowOf(360, 640);
    await mount({ ...READY, history: calls(500) }, { hash: '#/history' });
    const button = page.getByRole('button', { name: 'Dial Person 2', exact: true });
    await expect.element(button).toBeVisible();
    (button.element() as HTMLElement).focus();
    window.scrollTo(0, 15_000);
    await settled();
    expect(focused()?.getAttribute('aria-label')).toBe('Dial Person 2');
    expect(places()).toContain(3);
    await userEvent.keyboard('{Tab}');
    expect(focused()?.getAttribute('aria-label')).toBe('Delete the call with Person 2');
  });

  it('keeps in place what is being read while calls come above it', async () => {
    await windowOf(360, 640);
    const history = calls(300);
    const phone = await mount({ ...READY, history }, { hash: '#/history' });
    await expect.poll(() => rows().length).toBeGreaterThan(4);
    window.scrollTo(0, 6000);
    await settled();
    const top = (place: number): number =>
      rows()
        .find((row) => row.getAttribute('aria-posinset') === String(place))
        ?.getBoundingClientRect().top ?? NaN;
    const read = places().find((place) => top(place) > 100) ?? NaN;
    const before = top(read);
    const remote = { uri: 'sip:9@h', user: '9', displayName: 'New' };
    phone.become({ history: [entry('new', { startedAtMs: Date.now(), remote }), ...history] });
    await settled();
    expect(top(read + 1)).toBeCloseTo(before, 0);
  });
});

describe('a trace of a thousand calls', () => {
  it('draws a screenful of them', async () => {
    await windowOf(1280, 800);
    await mount(READY, { hash: '#/network/trace', trace: messages(1000) });
    await expect.poll(() => rows().length).toBeGreaterThan(2);
    expect(rows().length).toBeLessThan(30);
    expect(rows()[0]?.getAttribute('aria-setsize')).toBe('1000');
  });

  it('brings the focus back to a call far down the list', async () => {
    await windowOf(390, 844);
    await mount(READY, { hash: '#/network/trace/c5', trace: messages(200) });
    const back = page.getByRole('link', { name: 'All messages' });
    await expect.element(back).toBeVisible();
    await back.click();
    await expect.poll(() => focused()?.textContent).toContain('Call with s5');
  });

  it('shows a hundred more of a long group each time', async () => {
    const many = Array.from({ length: 300 }, (_, index) => {
      const text = sipText({ start: 'REGISTER sip:h SIP/2.0', cseq: `${String(index)} REGISTER` });
      return traceEntry(index, keepable({ atMs: index, direction: 'out', server: SERVER, text }));
    });
    await mount(READY, { hash: '#/network/trace', trace: many });
    const count = (): number =>
      page
        .getByRole('group', { name: /^Registration/u })
        .getByRole('listitem')
        .elements().length;
    await expect.poll(count).toBe(12);
    await page.getByRole('button', { name: 'Show 100 more of 300 messages' }).click();
    await expect.poll(count).toBe(112);
  });
});

describe('a burst of changes', () => {
  it('is drawn once a frame', async () => {
    const phone = await mount(READY, { hash: '#/history' });
    await settled();
    const screen = everyElement().find((each) => each.localName === 'bw-history-screen') as unknown as {
      performUpdate(): void;
    };
    let drawn = 0;
    const draw = screen.performUpdate.bind(screen);
    screen.performUpdate = (): void => {
      drawn += 1;
      draw();
    };
    const history = calls(100);
    for (let index = 1; index <= 100; index += 1) phone.become({ history: history.slice(-index) });
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    expect(drawn).toBe(0);
    await settled();
    expect(drawn).toBeLessThanOrEqual(3);
    await expect.element(page.getByText('Person 0', { exact: true })).toBeVisible();
  });

  it('that ends where it began is not drawn at all', async () => {
    const phone = await mount({ ...READY, history: calls(3) }, { hash: '#/history' });
    await settled();
    const nav = everyElement().find((each) => each.localName === 'bw-nav') as unknown as {
      performUpdate(): void;
    };
    let drawn = 0;
    nav.performUpdate = (): void => {
      drawn += 1;
    };
    const { history } = phone.store.state;
    phone.become({ history: [] });
    phone.become({ history });
    await settled();
    expect(drawn).toBe(0);
  });

  it('is drawn where the page has no frames, too: its title says who calls', async () => {
    const phone = await mount(READY, { hash: '#/phone' });
    const real = globalThis.requestAnimationFrame;
    globalThis.requestAnimationFrame = () => 0;
    phone.become({
      call: {
        id: 'c',
        accountId: 'account-1',
        direction: 'incoming',
        remote: { uri: 'sip:7@h', user: '7', displayName: 'Nobody Else' },
        startedAtMs: 0,
        phase: 'ringing',
        earlyMedia: false,
        answering: false,
      },
    });
    await expect.poll(() => document.title).toBe('Incoming call: Nobody Else');
    globalThis.requestAnimationFrame = real;
  });
});
