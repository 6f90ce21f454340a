// What the screen says while things take their time or go wrong outside the phone: a microphone that is asked for, a store that does
// not answer, a page reloaded in a call, two windows of one account.
import { PhonePage } from './support/phone.ts';
import { expect, test } from './support/test.ts';

/** A browser that has not decided: the question stays open until `letMicrophoneOpen` is called. */
function askForEver(): void {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  const query = navigator.permissions.query.bind(navigator.permissions);
  navigator.permissions.query = async (what) => {
    const status = await query(what);
    if ((what.name as string) === 'microphone') Object.defineProperty(status, 'state', { value: 'prompt' });
    return status;
  };
  devices.getUserMedia = (wanted) =>
    new Promise((resolve, reject) => {
      Object.assign(globalThis, {
        letMicrophoneOpen: () => {
          open(wanted).then(resolve, reject);
        },
      });
    });
}

const letOpen = (phone: PhonePage): Promise<void> =>
  phone.page.evaluate(() => {
    (globalThis as unknown as { letMicrophoneOpen(): void }).letMicrophoneOpen();
  });

test('a microphone that the browser asks for is named, where to look too, calling and answering', async ({
  newPhone,
}) => {
  const [asked, other] = await Promise.all([newPhone(), newPhone()]);
  await asked.page.addInitScript(askForEver);
  await Promise.all([asked.signIn('1001'), other.signIn('1002')]);
  await asked.dial('1002');
  await expect(asked.call).toContainText(
    'Your browser asks for the microphone. Its question is at the top left',
  );
  await expect(asked.call).not.toContainText('Calling');
  await expect(asked.call).not.toContainText('Sound starts');
  await letOpen(asked);
  await expect(other.button('Answer')).toBeVisible();
  await asked.hangUp();
  await asked.dismiss();
  await other.dial('1001');
  await asked.button('Answer').click();
  const card = asked.page.getByRole('alertdialog');
  await expect(card).toContainText('Your browser asks for the microphone');
  await expect(card).toContainText('Until then they hear it ring.');
  await expect(card).not.toContainText('Connecting');
  await expect(other.call).toContainText('Ringing');
  await letOpen(asked);
  await expect(other.call).toContainText('Connected');
  await other.hangUp();
});

test('a store that never answers holds nothing up, and says that nothing is saved', async ({ phone }) => {
  await phone.page.addInitScript(() => {
    // An older window that never lets go: the open of a newer version waits for ever (W3C IndexedDB 5.1).
    Object.assign(globalThis, { held: indexedDB.open('bothways', 1) });
  });
  await phone.signIn('1001');
  await expect(phone.page.getByText('this browser’s storage does not answer')).toBeVisible();
  await phone.dial('600');
  await expect(phone.call).toContainText('Sound flows both ways.');
  await phone.hangUp();
});

test('a call cut by a reload keeps its length in the history', async ({ phone }) => {
  await phone.signIn('1001');
  await phone.dial('600');
  await expect(phone.call.getByRole('timer')).toHaveText(/0:0[6-9]/u);
  phone.page.on('dialog', (dialog) => void dialog.accept());
  await phone.page.reload();
  await phone.goTo('History');
  await expect(phone.page.getByText(/^[5-9] secs?$|^1\d secs?$/u).first()).toBeVisible();
  await expect(phone.page.getByText(/^0 sec/u)).toHaveCount(0);
});

async function secondWindow(phone: PhonePage): Promise<PhonePage> {
  const second = new PhonePage(await phone.page.context().newPage(), phone.demo, phone.watch);
  await second.open();
  await second.isRegistered();
  return second;
}

/** The lines of the history that say so; the call that is shown beside them says it once more. */
const lines = (phone: PhonePage, words: string) =>
  phone.page.getByRole('listitem').filter({ has: phone.page.getByText(words, { exact: true }) });

test('a call that one window answers is missed in none, and one that nobody answers once', async ({
  newPhone,
}) => {
  const [phone, caller] = await Promise.all([newPhone(), newPhone()]);
  await Promise.all([phone.signIn('1001'), caller.signIn('1002')]);
  const second = await secondWindow(phone);
  await caller.dial('1001');
  await expect(second.button('Answer')).toBeVisible();
  await phone.button('Answer').click();
  await expect(caller.call).toContainText('Connected');
  await expect(second.button('Answer')).toBeHidden();
  await caller.hangUp();
  await caller.dismiss();
  await second.goTo('History');
  await expect(lines(second, 'Called you')).toHaveCount(1);
  await expect(lines(second, 'Missed')).toHaveCount(0);
  await caller.dial('1001');
  await Promise.all([phone, second].map((each) => expect(each.button('Answer')).toBeVisible()));
  await caller.hangUp();
  await expect(lines(second, 'Missed')).toHaveCount(1);
  await second.page.reload();
  await expect(lines(second, 'Missed')).toHaveCount(1);
});

test('signing out in one window ends the ringing in the other, in words', async ({ newPhone }) => {
  const [phone, caller] = await Promise.all([newPhone(), newPhone()]);
  await Promise.all([phone.signIn('1001'), caller.signIn('1002')]);
  const second = await secondWindow(phone);
  await phone.goTo('Settings');
  await caller.dial('1001');
  await Promise.all([phone, second].map((each) => expect(each.button('Answer')).toBeVisible()));
  await phone.page.evaluate(() => {
    const app = document.querySelector('bw-app') as unknown as {
      phone: { accounts: { do(command: object): Promise<void> } };
    };
    return app.phone.accounts.do({ kind: 'signOut', keep: ['history', 'settings'] });
  });
  await expect(second.button('Answer')).toBeHidden();
  await expect(second.page.getByText('You signed out in another window of this browser')).toBeVisible();
});
