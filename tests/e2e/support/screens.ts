// Every screen and state a person can see, and the way there: for looks at all of them (accessibility, width).
import { profileOf } from './demo.ts';
import { provisioningLink, type PhonePage } from './phone.ts';
import type { NewPhone, PhoneOptions } from './test.ts';
import { bothWays } from './stats.ts';

/** Opens phones as asked and leaves one of them at the screen in question. */
export type Route = (newPhone: NewPhone, options: PhoneOptions) => Promise<PhonePage>;

async function signedIn(newPhone: NewPhone, options: PhoneOptions): Promise<PhonePage> {
  const phone = await newPhone(options);
  await phone.signIn('1001');
  return phone;
}

function calling(number: string, arrived: (phone: PhonePage) => Promise<unknown>): Route {
  return async (newPhone, options) => {
    const phone = await signedIn(newPhone, options);
    await phone.dial(number);
    await arrived(phone);
    return phone;
  };
}

function screen(name: 'History' | 'Network' | 'Settings'): Route {
  return async (newPhone, options) => {
    const phone = await signedIn(newPhone, options);
    if (name === 'History') {
      await phone.dial('614');
      await phone.outcome('No such number').waitFor();
    }
    await phone.goTo(name);
    await phone.page.getByRole('heading', { level: 1 }).waitFor();
    return phone;
  };
}

const sipMessages: Route = async (newPhone, options) => {
  const phone = await signedIn(newPhone, options);
  await phone.dial('614');
  await phone.outcome('No such number').waitFor();
  await phone.goTo('Network');
  await phone.page.getByRole('link', { name: /^SIP messages/u }).click();
  await phone.page.getByRole('link', { name: /^Call with 614/u }).waitFor();
  return phone;
};

export const SCREENS: Readonly<Record<string, Route>> = {
  'sign-in': async (newPhone, options) => {
    const phone = await newPhone(options);
    await phone.open();
    await phone.button('Try the demo').waitFor();
    return phone;
  },
  'sign-in with mistakes': async (newPhone, options) => {
    const phone = await newPhone(options);
    await phone.open();
    await phone.button('Sign in').click();
    return phone;
  },
  'provisioning dialog': async (newPhone, options) => {
    const phone = await newPhone(options);
    await phone.open(provisioningLink(await profileOf(phone.demo, '1001')));
    await phone.button('Accept').waitFor();
    return phone;
  },
  home: signedIn,
  calling: calling('612', (phone) => phone.button('Hang up').waitFor()),
  'in call': calling('600', (phone) => bothWays(phone.page)),
  'in call with keypad': calling('600', async (phone) => {
    await bothWays(phone.page);
    await phone.button('Keypad').click();
  }),
  'one-way call': calling('603', (phone) => phone.page.getByText('no sound arriving').first().waitFor()),
  'call ended': calling('611', (phone) => phone.outcome('They are on another call').waitFor()),
  incoming: async (newPhone, options) => {
    const callee = await newPhone(options);
    const caller = await newPhone();
    await callee.signIn('1002');
    await caller.signIn('1001');
    await caller.dial('1002');
    await callee.button('Answer').waitFor();
    return callee;
  },
  history: screen('History'),
  network: screen('Network'),
  'SIP messages': sipMessages,
  'SIP messages of a call': async (newPhone, options) => {
    const phone = await sipMessages(newPhone, options);
    await phone.page.getByRole('link', { name: /^Call with 614/u }).click();
    await phone.page.getByRole('list', { name: 'Messages in order' }).getByRole('button').first().click();
    return phone;
  },
  settings: screen('Settings'),
};
