// A browser that can't call: what it is told at sign-in and at the dialer, and that nothing pretends otherwise.
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { mount } from './mount.ts';
import { INSECURE, NO_WEBRTC, READY, someHistory } from './samples.ts';

afterEach(() => {
  document.body.replaceChildren();
});

describe('a browser that can’t call, at sign-in', () => {
  it('says so, why, and which browsers can', async () => {
    await mount({ ability: NO_WEBRTC });
    const card = page.getByRole('region', { name: 'This browser can’t call' });
    await expect.element(card).toBeVisible();
    await expect.element(card).toHaveTextContent(/WebRTC, RTCPeerConnection/u);
    await expect.element(card).toHaveTextContent(/extension, a policy .* Lockdown Mode/u);
    await expect.element(card).toHaveTextContent(/Chrome, Edge, Firefox or Safari/u);
    await expect.element(card).toHaveTextContent(/Everything else works here/u);
  });

  it('names the https address of a page opened with http, as a link', async () => {
    await mount({ ability: INSECURE, demo: 'available' });
    const card = page.getByRole('region', { name: 'No calls on this page as it was opened' });
    const link = card.getByRole('link', { name: 'https://phone.example.com/' });
    await expect.element(link).toHaveAttribute('href', 'https://phone.example.com/');
    // Its WebSocket would be in the clear, which the phone refuses.
    expect(page.getByRole('button', { name: 'Try the demo' }).query()).toBeNull();
  });

  it('says that signing in won’t work where there is no WebSocket', async () => {
    await mount({ ability: { kind: 'unable', hindrances: [{ kind: 'noWebSocket' }] } });
    const card = page.getByRole('region', { name: 'This browser can’t call' });
    await expect.element(card).toHaveTextContent(/signing in won’t work either/u);
    await expect.element(card).not.toHaveTextContent(/Everything else works/u);
  });

  it('says nothing to a browser that can', async () => {
    await mount();
    await expect.element(page.getByLabelText('Username', { exact: true })).toBeVisible();
    expect(page.getByText('can’t call').query()).toBeNull();
  });
});

describe('a browser that can’t call, signed in', () => {
  it('has a Call button that is disabled with the reason, and unfolds why', async () => {
    await mount({ ...READY, ability: NO_WEBRTC });
    const call = page.getByRole('button', { name: 'Call', exact: true });
    await expect.element(call).toHaveAttribute('aria-disabled', 'true');
    await expect.element(call).toHaveAccessibleDescription(/You can’t call from here/u);
    await page.getByText('Why, and what helps').click();
    await expect.element(page.getByRole('group').getByText(/RTCPeerConnection/u)).toBeVisible();
  });

  it('does not claim that it can be reached, though it is registered', async () => {
    await mount({ ...READY, ability: NO_WEBRTC });
    const status = page.getByRole('status', { name: 'Registration' });
    await expect.element(status).toHaveTextContent(/Registered can’t call from here/u);
  });

  it('offers nobody in the history to dial', async () => {
    await mount({ ...READY, ability: NO_WEBRTC, history: someHistory() }, { hash: '#/history' });
    await expect.element(page.getByRole('button', { name: /^Delete the call/u }).first()).toBeVisible();
    expect(page.getByRole('button', { name: /^Dial / }).query()).toBeNull();
  });

  it('tests no microphone where the page gets none', async () => {
    const phone = await mount({ ...READY, ability: INSECURE }, { hash: '#/settings' });
    const test = page.getByRole('button', { name: 'Test microphone' });
    await expect.element(test).toHaveAccessibleDescription(/gets no microphone/u);
    await userEvent.click(test, { force: true });
    expect(phone.commands.map(([name]) => name)).not.toContain('testMicrophone');
  });
});
