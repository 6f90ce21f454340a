// The SIP trace: what was said, by call, as a list and as a ladder; finding, copying, deleting.
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepable, traceEntry } from '../../src/sip/trace/trace-entry.ts';
import { SERVER, STORY_SECRETS, sipText, storyTrace } from '../doubles/sip-messages.ts';
import type { FakePhone } from '../doubles/fake-phone.ts';
import { everyElement, focused, mount, windowOf } from './mount.ts';
import { READY } from './samples.ts';

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const group = (name: string) => page.getByRole('group', { name, exact: true });
const ladder = () => page.getByRole('list', { name: 'Messages in order' });
const groups = (): (string | null)[] =>
  everyElement()
    .filter((element) => element.matches('bw-trace-group'))
    .map((element) => element.shadowRoot?.querySelector('h2')?.textContent ?? null);

function open(hash = '#/network/trace'): Promise<FakePhone> {
  return mount(READY, { hash, trace: storyTrace() });
}

/** Everything a person could read on the page. */
function pageText(): string {
  return everyElement()
    .map((element) => element.shadowRoot?.textContent ?? '')
    .join('\n');
}

let copied: string[] = [];

beforeEach(async () => {
  copied = [];
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation((text) => {
    copied.push(text);
    return Promise.resolve();
  });
  await windowOf(1280, 800);
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

describe('the list of SIP messages', () => {
  it('is reached from the network screen and explains itself while it is empty', async () => {
    await mount(READY, { hash: '#/network' });
    await page.getByRole('link', { name: /^SIP messages/u }).click();
    await expect.element(page.getByRole('heading', { name: 'SIP messages', level: 1 })).toBeVisible();
    await expect.element(page.getByText('No messages yet')).toBeVisible();
    await expect
      .element(page.getByRole('link', { name: 'Network', exact: true }).first())
      .toHaveAttribute('aria-current', 'page');
  });

  it('shows calls, the newest first, then the registration; keep-alives when they are asked for', async () => {
    await open();
    await expect.poll(groups).toEqual(['Call with 614', 'Call with 1002', 'Registration']);
    await button('Keep-alive').click();
    await expect.poll(groups).toEqual(['Call with 614', 'Call with 1002', 'Keep-alive', 'Registration']);
    await expect.element(button('Keep-alive')).toHaveAttribute('aria-pressed', 'true');
  });

  it('says of each message which way it went, what it is, who, and over which server', async () => {
    await open();
    const row = group('Call with 614').getByRole('button').first();
    await expect
      .element(row)
      .toHaveTextContent(/Sent: INVITE.*\d\d:\d\d:\d\d\.\d{3}.*from 1001 to 614.*pbx\.example\.com:8089/su);
    await expect
      .element(group('Call with 614').getByRole('button').nth(1))
      .toHaveTextContent(/Received: 404/u);
  });

  it('finds words in messages and says where nothing fits', async () => {
    await open();
    await page.getByLabelText('Find in messages').fill('404');
    await expect.poll(groups).toEqual(['Call with 614']);
    await page.getByLabelText('Find in messages').fill('nowhere');
    await expect.element(page.getByText('No message fits this filter.')).toBeVisible();
    await button('Show everything').click();
    await expect.poll(() => groups().length).toBe(4);
  });

  it('shows one direction alone', async () => {
    await open();
    await button('Received').click();
    await expect.element(group('Call with 614')).not.toHaveTextContent(/Received/u);
    await expect.element(group('Call with 614')).toHaveTextContent(/Sent: INVITE.*Sent: ACK/su);
  });

  it('follows new messages', async () => {
    const phone = await mount(READY, { hash: '#/network/trace' });
    phone.trace.dispatch(storyTrace());
    await expect.poll(() => groups().length).toBe(3);
  });

  it('draws a few messages of a long group until all are asked for', async () => {
    const many = Array.from({ length: 40 }, (_, index) => {
      const text = sipText({ start: 'REGISTER sip:h SIP/2.0', cseq: `${String(index)} REGISTER` });
      return traceEntry(index, keepable({ atMs: index, direction: 'out', server: SERVER, text }));
    });
    await mount(READY, { hash: '#/network/trace', trace: many });
    const rows = (): number => group('Registration').getByRole('listitem').elements().length;
    await expect.poll(rows).toBe(12);
    await button('Show all 40 messages').click();
    await expect.poll(rows).toBe(40);
  });

  it('deletes all only after a yes, here and in the privacy settings', async () => {
    const phone = await open();
    await button('Delete messages').click();
    await button('Delete for good').click();
    expect(phone.commands).toEqual([['clearTrace']]);
    await expect.element(page.getByText('No messages yet')).toBeVisible();
    phone.trace.dispatch(storyTrace());
    location.hash = '#/settings/privacy';
    await expect.element(page.getByText('SIP messages kept: 17.')).toBeVisible();
  });
});

describe('the ladder of a call', () => {
  it('has every message in order, with what was sent again', async () => {
    await open();
    await page.getByRole('link', { name: /^Call with 1002/u }).click();
    await expect.poll(() => ladder().getByRole('listitem').elements().length).toBe(8);
    const rows = ladder()
      .getByRole('listitem')
      .elements()
      .map((row) => row.textContent.replace(/\s+/gu, ' ').trim());
    expect(rows[0]).toMatch(/^\+0\.000s.*Sent, pbx\.example\.com:8089: INVITE SDP$/u);
    expect(rows[3]).toMatch(/^\+3\.412s.*Received.*200 OK INVITE · SDP$/u);
    expect(rows[4]).toMatch(/200 OK INVITE · SDP · sent again$/u);
    expect(rows.map((row) => /: (\S+)/u.exec(row)?.[1])).toEqual([
      'INVITE',
      '100',
      '180',
      '200',
      '200',
      'ACK',
      'BYE',
      '200',
    ]);
  });

  it('opens and closes the text of a message, by keyboard too, without its secrets', async () => {
    await open('#/network/trace/call-a');
    const invite = ladder().getByRole('button', { name: /: INVITE/u });
    await expect.element(invite).toBeVisible();
    (invite.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(invite).toHaveAttribute('aria-expanded', 'true');
    await expect.element(page.getByText('a=ice-pwd:***', { exact: false })).toBeVisible();
    for (const secret of STORY_SECRETS) expect(pageText()).not.toContain(secret);
    await userEvent.keyboard('{Enter}');
    await expect.element(invite).toHaveAttribute('aria-expanded', 'false');
  });

  it('opens the message that was chosen in the list', async () => {
    await open();
    await group('Call with 614').getByRole('button').nth(1).click();
    await expect
      .element(ladder().getByRole('button', { name: /404 Not Found/u }))
      .toHaveAttribute('aria-expanded', 'true');
    expect(location.hash).toBe('#/network/trace/call%2Fb');
  });

  it('shows nothing unseen and no turned text of a hostile message', async () => {
    const text =
      'INVITE sip:1 SIP/2.0\r\nSubject: \u202Eevil\u0007<b>x</b>\r\nCall-ID: z\r\nCSeq: 1 INVITE\r\n\r\n';
    const trace = [traceEntry(0, keepable({ atMs: 1, direction: 'in', server: SERVER, text }))];
    await mount(READY, { hash: '#/network/trace/z', trace });
    await ladder().getByRole('button').click();
    await expect.element(page.getByText('<U+202E>evil<U+0007><b>x</b>', { exact: false })).toBeVisible();
  });

  it('copies a message, the call, or all that is shown', async () => {
    await open('#/network/trace/call-a');
    await ladder()
      .getByRole('button', { name: /: INVITE/u })
      .click();
    await button('Copy this message').click();
    await button('Copy this call').click();
    await button('Copy all').click();
    const count = (text: string | undefined): number => text?.match(/^--- /gmu)?.length ?? 0;
    expect(copied.map(count)).toEqual([1, 8, 15]);
    expect(copied[0]).toMatch(/^--- \S+Z sent to wss:\/\/pbx\.example\.com:8089\/ws\nINVITE sip:1002/u);
    await expect.element(page.getByText('Copied').first()).toBeVisible();
  });

  it('says so where the browser does not allow copying', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'));
    await open();
    await button('Copy all').click();
    await expect.element(page.getByText('The browser did not allow copying')).toBeInTheDocument();
  });

  it('takes turns with the list on a phone, and the focus goes along', async () => {
    await windowOf(390, 844);
    await open();
    const call = page.getByRole('link', { name: /^Call with 1002/u });
    await call.click();
    await expect.element(page.getByRole('heading', { name: 'Call with 1002' })).toBeVisible();
    await expect.poll(() => focused()?.textContent).toBe('Call with 1002');
    expect(page.getByLabelText('Find in messages').query()?.checkVisibility()).toBe(false);
    await page.getByRole('link', { name: 'All messages' }).click();
    await expect.element(call).toBeVisible();
    await expect.poll(() => focused()?.textContent).toContain('Call with 1002');
  });

  it('shows the list where the address names no call', async () => {
    await open('#/network/trace/%E0%A4%A');
    await expect.poll(() => groups().length).toBe(3);
  });
});
