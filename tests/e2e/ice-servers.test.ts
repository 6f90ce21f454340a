// The servers for the sound: each tested where it is entered, against the demo's own STUN and TURN server.
import { profileOf } from './support/demo.ts';
import { expect, test } from './support/test.ts';
import { bothWays } from './support/stats.ts';

test('a TURN server is tested on the spot, a wrong password told from a dead server', async ({
  phone,
  demo,
}) => {
  const { iceServers } = await profileOf(demo, '1001');
  const turn = iceServers.find(({ username }) => username !== undefined);
  const [url = '', username = '', credential = ''] = [turn?.urls[0], turn?.username, turn?.credential];
  const row = phone.page.getByRole('group', { name: 'TURN row 1' });
  await phone.open();
  await phone.field('TURN server').fill(url);
  await phone.field('TURN username').fill(username);
  await phone.field('TURN password').fill(credential);
  await phone.button('Test: TURN server').click();
  await expect(row.getByText(/^UDP: works, \d+ ms/u)).toBeVisible();
  await phone.field('TURN password').fill('wrong');
  await phone.button('Test: TURN server').click();
  await expect(row.getByText('refuses the username or password (401)')).toBeVisible();
  await phone.field('TURN server').fill('turn:127.0.0.1:9?transport=tcp');
  await phone.button('Test: TURN server').click();
  await expect(row.getByText(/Turned away|No answer/u)).toBeVisible({ timeout: 6000 });
});

test('a relay-only phone with credentials from a service has its sound through the relay alone', async ({
  phone,
  demo,
}) => {
  const profile = await profileOf(demo, '1001');
  const turn = profile.iceServers.find(({ username }) => username !== undefined);
  const asked: (string | undefined)[] = [];
  await phone.page.route('**/turn-service', async (route) => {
    asked.push(route.request().headers()['authorization']);
    const { username, credential: password, urls: uris } = turn ?? {};
    await route.fulfill({ json: { username, password, ttl: 600, uris } });
  });
  await phone.provision({
    ...profile,
    refreshUrl: '',
    iceServers: [],
    iceTransportPolicy: 'relay',
    turnCredentials: { url: `${demo.origin}/turn-service`, token: 'a-token' },
  });
  await phone.dial('600');
  const { last } = await bothWays(phone.page);
  expect(last.localCandidate).toBe('relay');
  expect(asked).toEqual(['Bearer a-token']);
});
