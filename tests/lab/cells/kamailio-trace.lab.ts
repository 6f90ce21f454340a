// What the Kamailio of deploy/ sends to phones, held against the recording that stands for it where no Kamailio runs.
import { provisioningLink, type PhonePage } from '../../e2e/support/phone.ts';
import { expect, profileOf, test, type Lab } from '../support/lab-test.ts';
import { TraceRecorder } from '../traces/recorder.ts';

const INTRODUCTION = `Kamailio 5.6.3 (Debian 12) as in deploy/, two phones of ours, recorded at their WebSockets in the lab (RECORD_TRACES=1, docs/lab.md), each scene once. '<' is the
server's own message, whole at its first three appearances of a kind (and where it carries a description, once a scene); '>' is ours, its first line only. [CRLF] is a
keep-alive. Addresses are those of the documentation (RFC 5737) and private; ids are as sent. What comes from the other phone passes through as Kamailio relays it.
Columns: milliseconds since the recording began, extension/WebSocket number, direction.`;

const OFFLINE_USER = '1005';

async function wrongPassword(phone: PhonePage, lab: Lab): Promise<void> {
  const right = profileOf(lab.servers, '1001', 'none') as { account: object };
  const wrong = { ...right, account: { ...right.account, password: 'not-this-one' } };
  await phone.open(provisioningLink(wrong));
  await phone.button('Accept').click();
  await expect(phone.registration).toContainText('Wrong username or password');
}

async function answeredCall(caller: PhonePage, callee: PhonePage, user: string): Promise<void> {
  await caller.dial(user);
  await callee.button('Answer').click();
  await expect(caller.button('Hold')).toBeEnabled();
}

async function holdAndResume(phone: PhonePage): Promise<void> {
  await phone.button('Hold').click();
  await expect(phone.call).toContainText('On hold');
  await phone.button('Hold').click();
  await expect(phone.call).not.toContainText('On hold');
}

async function refusedCall(caller: PhonePage, user: string, title: string): Promise<void> {
  await caller.dial(user);
  await expect(caller.outcome(title)).toBeVisible();
  await caller.dismiss();
}

test('what Kamailio sends is what was recorded', async ({ lab, openPage }) => {
  await Promise.all([lab.network.setNat(0, 'none'), lab.network.setNat(1, 'none')]);
  const recorder = new TraceRecorder('kamailio', INTRODUCTION);
  const [one, two] = [await openPage(0), await openPage(1)];
  recorder.watch(one.page, '1001');
  recorder.watch(two.page, '1002');

  await recorder.begin('register with a wrong password');
  await wrongPassword(one, lab);

  await recorder.begin('register');
  await one.provision(profileOf(lab.servers, '1001', 'none'));
  await two.provision(profileOf(lab.servers, '1002', 'none'));

  await recorder.begin('phone to phone: answered, hold and resume by the caller, BYE from the caller');
  await answeredCall(one, two, '1002');
  await holdAndResume(one);
  await one.hangUp();
  await expect(two.outcome('They hung up')).toBeVisible();
  await Promise.all([one.dismiss(), two.dismiss()]);

  await recorder.begin('phone to phone: hold and resume by the callee, BYE from the callee');
  await answeredCall(one, two, '1002');
  await holdAndResume(two);
  await two.hangUp();
  await expect(one.outcome('They hung up')).toBeVisible();
  await Promise.all([one.dismiss(), two.dismiss()]);

  await recorder.begin('declined by the callee');
  await one.dial('1002');
  await two.button('Decline').click();
  await expect(one.outcome('They declined the call')).toBeVisible();
  await one.dismiss();

  await recorder.begin('CANCEL by the caller');
  await one.dial('1002');
  await expect(two.button('Answer')).toBeVisible();
  await one.hangUp();
  await expect(two.button('Answer')).toHaveCount(0);
  await one.dismiss();

  await recorder.begin('a number that nobody has');
  await refusedCall(one, '7777', 'No such number');

  await recorder.begin('somebody who is not registered');
  await refusedCall(one, OFFLINE_USER, 'They can’t be reached now');

  await recorder.keepOrCompare();
});
