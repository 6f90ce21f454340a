// The history: what it tells, and that deleting asks first.
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { focused, mount, mountState, windowOf } from './mount.ts';
import * as sample from './samples.ts';
import { READY, entry, someHistory } from './samples.ts';

const button = (name: string) => page.getByRole('button', { name, exact: true });

afterEach(() => {
  document.body.replaceChildren();
});

describe('history', () => {
  it('groups calls by day and says what became of them', async () => {
    await mount({ ...READY, history: someHistory() }, { hash: '#/history' });
    await expect.element(page.getByRole('heading', { name: 'Today' })).toBeVisible();
    await expect.element(page.getByRole('heading', { name: 'Yesterday' })).toBeVisible();
    await expect.element(page.getByText('Missed', { exact: false })).toBeVisible();
    await expect.element(page.getByText('They are on another call', { exact: false })).toBeVisible();
  });

  it('marks missed calls as seen once it is drawn, not while it is drawing', async () => {
    const phone = await mount({ ...READY, history: someHistory() }, { hash: '#/history' });
    await expect.poll(() => phone.commands).toEqual([['markHistorySeen']]);
    await new Promise(requestAnimationFrame);
    expect(phone.commands).toHaveLength(1);
    // Lit in development says each warning once a page, and keeps them all here.
    const { litIssuedWarnings } = globalThis as { litIssuedWarnings?: ReadonlySet<string> };
    expect([...(litIssuedWarnings ?? [])].filter((warning) => warning.includes('bw-history'))).toEqual([]);
  });

  it('says of a call that could have had no sound why it did not ring', async () => {
    const line = {
      direction: 'incoming',
      outcome: 'missed',
      cause: 'soundNotEncrypted',
      statusCode: 488,
    } as const;
    await mount({ ...READY, history: [entry('a', line)] }, { hash: '#/history' });
    await expect.element(page.getByText('Could not ring: The server’s sound isn’t encrypted')).toBeVisible();
  });

  it('calls back and deletes one', async () => {
    const phone = await mount({ ...READY, history: [entry('a')] }, { hash: '#/history' });
    await button('Dial Maya Okafor').click();
    await button('Delete the call with Maya Okafor').click();
    expect(phone.commands).toEqual([
      ['dial', 'sip:1002@pbx.example.com'],
      ['deleteHistoryEntry', 'a'],
    ]);
  });

  it('deletes all only after a yes', async () => {
    const phone = await mount({ ...READY, history: [entry('a'), entry('b')] }, { hash: '#/history' });
    await button('Delete all').click();
    await expect.element(page.getByText('Delete all 2 calls?', { exact: false })).toBeVisible();
    await expect.poll(() => focused()?.textContent.trim()).toBe('Keep');
    await button('Keep').click();
    expect(phone.commands).toEqual([]);
    await button('Delete all').click();
    await button('Delete for good').click();
    expect(phone.commands).toEqual([['clearHistory']]);
    await expect.element(page.getByText('Nothing here yet')).toBeVisible();
  });
});

describe('the sound of a call that is over', () => {
  const talked = entry('a', { quality: sample.quality(4.3, 3.2), story: sample.STORY });
  const LINES = [
    'After 12 sec, for 5 sec: nothing arrived from their side.',
    'After 13 sec: another path was looked for (ICE restart), without success.',
    'After 15 sec: a path through the relay was tried (ICE restart), and that helped.',
    'After 31 sec, for 9 sec: you heard them choppy.',
  ];

  it('is told in full beside the list: path, MOS, what was wrong, what was done', async () => {
    await windowOf(1280, 800);
    await mount({ ...READY, history: [talked] }, { hash: '#/history' });
    const pane = page.getByRole('region', { name: 'The chosen call' });
    await expect.element(pane.getByText('direct')).toBeVisible();
    await expect.element(pane.getByText(/MOS.4\.3.\/.3\.2/u)).toBeVisible();
    const lines = pane.getByRole('list', { name: 'What happened to the sound' }).getByRole('listitem');
    expect(lines.elements().map(({ textContent }) => textContent)).toEqual(LINES);
    await windowOf(414, 896);
  });

  it('opens at a press in a narrow window, asks whether it was OK, and takes an answer back', async () => {
    const phone = await mount({ ...READY, history: [talked] }, { hash: '#/history' });
    const more = page.getByRole('button', { name: /More of the sound/u });
    await expect.element(more).toHaveAttribute('aria-expanded', 'false');
    await more.click();
    await expect.element(page.getByText(LINES[2]!)).toBeVisible();
    const [yes, no] = [button('Yes'), button('No')];
    await yes.click();
    await expect.element(yes).toHaveAttribute('aria-pressed', 'true');
    await no.click();
    await expect.element(no).toHaveAttribute('aria-pressed', 'true');
    await expect.element(yes).toHaveAttribute('aria-pressed', 'false');
    await no.click();
    await expect.element(no).toHaveAttribute('aria-pressed', 'false');
    expect(phone.commands).toEqual([
      ['rateSound', 'a', 'good'],
      ['rateSound', 'a', 'bad'],
      ['rateSound', 'a', undefined],
    ]);
  });

  it('is asked about on the card after the call, once it was a talk', async () => {
    const phone = await mountState('ended');
    await expect.element(page.getByText('Was the sound OK?')).toBeVisible();
    await button('No').click();
    expect(phone.commands).toEqual([['rateSound', 'call-1', 'bad']]);
    await mountState('busy');
    await expect.element(button('Dial again')).toBeVisible();
    expect(page.getByText('Was the sound OK?').elements()).toEqual([]);
  });
});

describe('the account of a call', () => {
  const work = sample.SIGNED_IN;
  const home = { ...work, id: 'home', account: { ...work.account, username: '7', domain: 'home.example' } };
  const history = [
    entry('a', { accountId: work.id, accountName: '1001@pbx.example.com' }),
    entry('b', { accountId: 'gone', accountName: '9@gone.example' }),
    entry('c', { accountId: home.id }),
    entry('d'),
  ];
  const told = (): string[] =>
    page
      .getByText(/^your account /u)
      .elements()
      .map(({ textContent }) => textContent);

  it('stands beside it where there are several, as it was called by then', async () => {
    await mount({ ...READY, accounts: [work, home], history }, { hash: '#/history' });
    await expect.element(page.getByText('your account 9@gone.example')).toBeVisible();
    const names = ['1001@pbx.example.com', '9@gone.example', '7@home.example'];
    expect(told()).toEqual(names.map((name) => `your account ${name}`));
  });

  it('goes without saying where there is one, save of another that is gone', async () => {
    await mount({ ...READY, accounts: [work], history }, { hash: '#/history' });
    await expect.element(page.getByText('your account 9@gone.example')).toBeVisible();
    expect(told()).toEqual(['your account 9@gone.example']);
  });

  it('is told by the pane too, with whom the call was handed over to', async () => {
    await windowOf(1280, 800);
    const handed = [entry('a', { accountId: 'gone', accountName: '9@gone.example', handedTo: sample.SAM })];
    await mount({ ...READY, history: handed }, { hash: '#/history' });
    const pane = page.getByRole('region', { name: 'The chosen call' });
    await expect.element(pane.getByText('9@gone.example')).toBeVisible();
    await expect.element(pane.getByText('Sam Lindqvist')).toBeVisible();
    await windowOf(414, 896);
  });
});

describe('history in a wide window', () => {
  const detail = () => page.getByRole('region', { name: 'The chosen call' });
  const entries = [
    entry('a', { outcome: 'failed', cause: 'notFound', statusCode: 404, durationSeconds: 0 }),
    entry('b', { remote: { uri: 'sip:1003@pbx.example.com', user: '1003', displayName: 'Ben Hart' } }),
  ];

  afterEach(async () => {
    await windowOf(414, 896);
  });

  it('shows the newest call in full beside the list, with what can be done about it', async () => {
    await windowOf(1280, 800);
    await mount({ ...READY, history: entries }, { hash: '#/history' });
    await expect.element(detail().getByRole('heading', { name: 'Maya Okafor' })).toBeVisible();
    await expect.element(detail().getByText('SIP 404')).toBeVisible();
    const [list, pane] = [page.getByRole('list').last().element(), detail().element()];
    expect(list.getBoundingClientRect().right).toBeLessThanOrEqual(pane.getBoundingClientRect().left);
  });

  it('shows the one that is chosen, by mouse or keyboard, and dials and deletes that', async () => {
    await windowOf(1280, 800);
    const phone = await mount({ ...READY, history: entries }, { hash: '#/history' });
    const ben = page.getByRole('button', { name: /^Ben Hart/u });
    (ben.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(ben).toHaveAttribute('aria-current', 'true');
    await expect.element(detail().getByRole('heading', { name: 'Ben Hart' })).toBeVisible();
    await button('Call again').click();
    await button('Delete this call').click();
    expect(phone.commands).toEqual([
      ['dial', 'sip:1003@pbx.example.com'],
      ['deleteHistoryEntry', 'b'],
    ]);
  });

  it('has no pane and nothing to choose in a narrow one, and follows the window', async () => {
    await windowOf(1280, 800);
    await mount({ ...READY, history: entries }, { hash: '#/history' });
    await expect.element(detail()).toBeVisible();
    await windowOf(360, 740);
    await expect.element(detail()).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: /^Ben Hart/u })).not.toBeInTheDocument();
    await expect.element(page.getByText('Ben Hart')).toBeVisible();
  });
});
