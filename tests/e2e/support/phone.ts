// The phone as its user finds it: everything by role and name, and the few things one does with it.
import { expect, type Locator, type Page } from '@playwright/test';
import { profileOf, type DemoProfile, type Site } from './demo.ts';
import type { Watch } from './watch.ts';

/** A profile as the fragment of a provisioning link. */
export function provisioningLink(profile: object): string {
  return `/#provision=${Buffer.from(JSON.stringify(profile)).toString('base64url')}`;
}

export class PhonePage {
  constructor(
    readonly page: Page,
    readonly demo: Site,
    readonly watch: Watch,
  ) {}

  get registration(): Locator {
    return this.page.getByRole('status', { name: 'Registration' });
  }

  get target(): Locator {
    return this.field('Name, number or SIP address');
  }

  /** The region of the call, whoever it is with. */
  get call(): Locator {
    return this.page.getByRole('region', { name: /^Call with / });
  }

  /** The card of a call that is over, by its title. */
  outcome(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true }); // a password field has no role
  }

  meter(name: 'You to them' | 'Them to you'): Locator {
    return this.page.getByRole('meter', { name });
  }

  async open(path = '/'): Promise<void> {
    await this.page.goto(`${this.demo.origin}${path}`);
  }

  /** Signs in as an extension of the demo, by opening its provisioning link and saying yes. */
  async signIn(extension: string): Promise<DemoProfile> {
    const profile = await profileOf(this.demo, extension);
    await this.provision(profile);
    return profile;
  }

  /** Signs in by a provisioning link, says yes, and waits until the server agrees. */
  async provision(profile: object): Promise<void> {
    await this.accept(profile);
    await this.isRegistered();
  }

  /** Signs in by a provisioning link and says yes, whatever the server says. */
  async accept(profile: object): Promise<void> {
    await this.open(provisioningLink(profile));
    await this.button('Accept').click();
  }

  async isRegistered(): Promise<void> {
    await expect(this.registration).toContainText('Registered');
  }

  async dial(number: string): Promise<void> {
    await this.target.fill(number);
    await this.button('Call').click();
  }

  /** Puts the card of the finished call away, which brings the dialler back. */
  async dismiss(): Promise<void> {
    await this.button('Close').click();
  }

  async hangUp(): Promise<void> {
    await this.button('Hang up').click();
  }

  async goTo(screen: 'Phone' | 'History' | 'Network' | 'Settings'): Promise<void> {
    await this.page.getByRole('link', { name: new RegExp(`^${screen}`, 'u') }).click();
  }
}
