// Janus' SIP plugin as a far end: called by the app and calling it, with hold and hang-up from each side. Sound is measured at
// both ends: in the app, and in the page that is Janus' own WebRTC leg.
import type { PhonePage } from '../../e2e/support/phone.ts';
import { bothWays, hears, receivesNothing, speaks, untilCall } from '../../e2e/support/stats.ts';
import type { JanusFarEnd } from '../servers/janus/far-end.ts';
import { JANUS_USER, withJanus as test } from '../support/janus-test.ts';
import { expect, profileOf } from '../support/lab-test.ts';
import { TraceRecorder } from '../traces/recorder.ts';

/** Sound both ways, by the statistics of both ends. */
async function bothHear(phone: PhonePage, farEnd: JanusFarEnd): Promise<void> {
  await Promise.all([
    bothWays(phone.page),
    untilCall(farEnd.page, 'sound at the far end', (change) => speaks(change) && hears(change)),
  ]);
}

test('the app calls Janus, holds, resumes and hangs up', async ({ lab, openPhone, farEnd }) => {
  await lab.network.setNat(0, 'portRestricted');
  const phone = await openPhone(0, '1001', 'all');
  await phone.dial(JANUS_USER);
  await farEnd.answer();
  await bothHear(phone, farEnd);
  await phone.button('Hold').click();
  // The app holds with sendonly and sends silence, not nothing.
  await untilCall(farEnd.page, 'silence at the far end', (change) => !hears(change));
  await phone.button('Hold').click();
  await bothHear(phone, farEnd);
  await phone.hangUp();
  await farEnd.untilOver();
});

test('Janus calls the app, holds, resumes and hangs up', async ({ lab, openPhone, farEnd }) => {
  await lab.network.setNat(0, 'symmetric');
  const phone = await openPhone(0, '1001', 'all');
  const called = farEnd.call(`sip:1001@${lab.servers.domain}`);
  await phone.button('Answer').click();
  await called;
  await bothHear(phone, farEnd);
  await farEnd.hold();
  // Janus only says sendonly; what it goes on sending is its page's own affair. The app's part is to fall silent.
  await untilCall(farEnd.page, 'nothing from the app', receivesNothing);
  await expect(phone.call).toContainText('They put you on hold');
  await farEnd.resume();
  await bothHear(phone, farEnd);
  await farEnd.hangUp();
  await expect(phone.outcome('They hung up')).toBeVisible();
});

/** The call is established for the app too: Janus may know before. */
async function talks(phone: PhonePage): Promise<void> {
  await expect(phone.button('Hold')).toBeEnabled();
}

test('what Janus sends through Kamailio is what was recorded', async ({ lab, openPage, farEnd }) => {
  await lab.network.setNat(0, 'none');
  const recorder = new TraceRecorder('janus', INTRODUCTION);
  const phone = await openPage(0);
  recorder.watch(phone.page, '1001');

  await recorder.begin('register');
  await phone.provision(profileOf(lab.servers, '1001', 'none'));

  await recorder.begin('called by the app: answered, hold and resume by the app, BYE from the app');
  await phone.dial(JANUS_USER);
  await farEnd.answer();
  await talks(phone);
  await phone.button('Hold').click();
  await expect(phone.call).toContainText('On hold');
  await recorder.calm();
  await phone.button('Hold').click();
  await expect(phone.call).not.toContainText('On hold');
  await phone.hangUp();
  await farEnd.untilOver();
  await phone.dismiss();

  await recorder.begin('called by the app: refused with 486');
  await phone.dial(JANUS_USER);
  await farEnd.decline(486);
  await expect(phone.outcome('They are on another call')).toBeVisible();
  await phone.dismiss();

  await recorder.begin('calls the app: answered, hold and resume by Janus, a key as INFO, BYE from Janus');
  const called = farEnd.call(`sip:1001@${lab.servers.domain}`);
  await phone.button('Answer').click();
  await called;
  await talks(phone);
  await recorder.calm();
  await farEnd.hold();
  await expect(phone.call).toContainText('They put you on hold');
  // Janus refuses a request of its page while it is still owed an answer.
  await recorder.calm();
  await farEnd.resume();
  await expect(phone.call).not.toContainText('They put you on hold');
  await recorder.calm();
  await farEnd.sendKey('5');
  await farEnd.message('Hello');
  await farEnd.hangUp();
  await phone.dismiss();

  await recorder.begin('calls the app: CANCEL before the answer');
  await farEnd.ring(`sip:1001@${lab.servers.domain}`);
  await expect(phone.button('Answer')).toBeVisible();
  await farEnd.hangUp();
  await expect(phone.button('Answer')).toHaveCount(0);

  await recorder.begin('REFER from Janus within a call');
  await phone.dial(JANUS_USER);
  await farEnd.answer();
  await talks(phone);
  await recorder.calm();
  await farEnd.transfer(`sip:600@${lab.servers.domain}`);
  await recorder.calm();
  await farEnd.hangUp();

  await recorder.keepOrCompare();
});

const INTRODUCTION = `Janus 1.1.2 (Debian 12), SIP plugin over UDP behind Kamailio 5.6.3 and rtpengine 10.5.3 (deploy/), recorded at this phone's WebSocket in the lab
(RECORD_TRACES=1, docs/lab.md), each scene once. '<' is the server's own message, whole at its first three appearances of a kind (and where it carries a description, once
a scene); '>' is ours, its first line only. [CRLF] is a keep-alive. Addresses are those of the documentation (RFC 5737) and private; ids are as sent.
Columns: milliseconds since the recording began, extension/WebSocket number, direction.`;
