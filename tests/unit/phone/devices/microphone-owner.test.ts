// One microphone for all calls: when it is opened and closed, what becomes of each call's copy, and that no silent call is ever heard.
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MicrophoneResult } from '../../../../src/media/media-session.ts';
import type { MicrophoneLoan } from '../../../../src/phone/devices/microphone-loan.ts';
import { MicrophoneOwner } from '../../../../src/phone/devices/microphone-owner.ts';
import { DEFAULT_SETTINGS } from '../../../../src/phone/settings.ts';
import { FakeCopy, FakeMicrophone } from '../../../doubles/fake-microphone.ts';

/** A browser that opens microphones when it is told to. */
class Browser {
  readonly opened: FakeMicrophone[] = [];
  readonly asked: string[] = [];
  waits = false;
  #pending: (() => void)[] = [];

  readonly open = (deviceId: string): Promise<MicrophoneResult> => {
    this.asked.push(deviceId);
    const answer = (): MicrophoneResult => {
      if (deviceId === 'missing') return { kind: 'unavailable', problem: 'missing' };
      const microphone = new FakeMicrophone({ id: deviceId, label: deviceId });
      this.opened.push(microphone);
      return { kind: 'opened', microphone };
    };
    if (!this.waits) return Promise.resolve(answer());
    return new Promise((resolve) => {
      this.#pending.push(() => {
        resolve(answer());
      });
    });
  };

  /** Answers the oldest question. */
  answer(): void {
    this.#pending.shift()?.();
  }

  get running(): readonly FakeMicrophone[] {
    return this.opened.filter(({ isOpen }) => isOpen);
  }
}

/** A call: what it sends, and whether it still wants to. */
class Caller {
  loan: MicrophoneLoan | undefined;
  isWanted = true;
  isSilent = false;
  refuses = false;
  readonly fed: unknown[] = [];

  async borrow(owner: MicrophoneOwner): Promise<string> {
    const result = await owner.lend({
      isWanted: () => this.isWanted,
      isSilent: () => this.isSilent,
      feed: (microphone) => {
        if (this.refuses) return Promise.reject(new Error('no'));
        this.fed.push(microphone);
        return Promise.resolve();
      },
    });
    if (result.kind === 'lent') this.loan = result.loan;
    return result.kind;
  }

  get copy(): FakeCopy | undefined {
    const microphone = this.loan?.microphone;
    return microphone instanceof FakeCopy ? microphone : undefined;
  }
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
};

let browser: Browser;
let owner: MicrophoneOwner;
let said: string[];

beforeEach(() => {
  browser = new Browser();
  said = [];
  owner = new MicrophoneOwner(browser.open, () => ({ ...DEFAULT_SETTINGS, microphoneId: 'headset' }), {
    ended: ({ label }) => void said.push(`${label} ended`),
    talksUnheard: (isTalking) => void said.push(isTalking ? 'talks' : 'rests'),
  });
});

const callers = async (count: number): Promise<readonly Caller[]> => {
  const all = Array.from({ length: count }, () => new Caller());
  for (const each of all) expect(await each.borrow(owner)).toBe('lent');
  return all;
};

describe('the owner of the microphone', () => {
  it('opens it once for two calls that ask at the same time, and gives each a copy of its own', async () => {
    browser.waits = true;
    const [one, other] = [new Caller(), new Caller()];
    const both = Promise.all([one.borrow(owner), other.borrow(owner)]);
    await settle();
    browser.answer();
    expect(await both).toEqual(['lent', 'lent']);
    expect(browser.asked).toEqual(['headset']);
    expect(one.copy).not.toBe(other.copy);
    one.loan?.setSilent(true);
    expect([one.copy?.isSilent, other.copy?.isSilent]).toEqual([true, false]);
  });

  it('closes it with the last call, and opens it anew for the next', async () => {
    const [one, other] = await callers(2);
    one?.loan?.release();
    one?.loan?.release();
    expect(browser.running).toHaveLength(1);
    expect(one?.copy?.isStopped).toBe(true);
    expect(other?.copy?.isStopped).toBe(false);
    other?.loan?.release();
    expect(browser.running).toHaveLength(0);
    await callers(1);
    expect(browser.opened).toHaveLength(2);
  });

  it('closes it where the call ended while the browser still asked, and keeps it for another that waits', async () => {
    browser.waits = true;
    const [gone, kept] = [new Caller(), new Caller()];
    gone.isWanted = false;
    const first = gone.borrow(owner);
    await settle();
    browser.answer();
    expect(await first).toBe('unwanted');
    expect(browser.running).toHaveLength(0);
    const both = Promise.all([gone.borrow(owner), kept.borrow(owner)]);
    await settle();
    browser.answer();
    expect(await both).toEqual(['unwanted', 'lent']);
    expect(browser.running).toHaveLength(1);
  });

  it('moves every call to another device, silent ones without a sound, and closes the one before', async () => {
    const [one, muted] = await callers(2);
    muted?.loan?.setSilent(true);
    expect(await owner.change('usb', DEFAULT_SETTINGS)).toBeUndefined();
    expect(browser.running.map(({ device }) => device.id)).toEqual(['usb']);
    expect(one?.fed.at(-1)).toBe(one?.copy);
    expect(muted?.copy).toMatchObject({ isSilent: true, wasHeard: false, isStopped: false });
    expect(browser.opened[0]?.running).toEqual([]);
    expect(owner.device?.id).toBe('usb');
  });

  it('changes nothing while no call has it', async () => {
    expect(await owner.change('usb', DEFAULT_SETTINGS)).toBeUndefined();
    expect(browser.asked).toEqual([]);
  });

  it('makes a change that comes while the browser still asks after that', async () => {
    browser.waits = true;
    const one = new Caller();
    const borrowed = one.borrow(owner);
    const changed = owner.change('usb', DEFAULT_SETTINGS);
    await settle();
    browser.answer();
    expect(await borrowed).toBe('lent');
    await settle();
    browser.answer();
    await changed;
    expect(browser.running.map(({ device }) => device.id)).toEqual(['usb']);
    expect(one.copy?.of.device.id).toBe('usb');
  });

  it('leaves calls as they were where the other device is not to be had', async () => {
    const [one] = await callers(1);
    expect(await owner.change('missing', DEFAULT_SETTINGS)).toBe('missing');
    expect(one?.copy?.isStopped).toBe(false);
    expect(owner.device?.id).toBe('headset');
  });

  it('leaves a call that can’t be moved where it is, until it ends', async () => {
    const [one, stuck] = await callers(2);
    if (stuck) stuck.refuses = true;
    expect(await owner.change('usb', DEFAULT_SETTINGS)).toBe('busy');
    expect(stuck?.copy).toMatchObject({ isStopped: false, of: browser.opened[0] });
    expect(one?.copy?.of.device.id).toBe('usb');
    expect(browser.running).toHaveLength(2);
    stuck?.loan?.release();
    expect(browser.running.map(({ device }) => device.id)).toEqual(['usb']);
    one?.loan?.release();
    expect(browser.running).toHaveLength(0);
  });

  it('goes back where no call could be moved', async () => {
    const [stuck] = await callers(1);
    if (stuck) stuck.refuses = true;
    expect(await owner.change('usb', DEFAULT_SETTINGS)).toBe('busy');
    expect(browser.running.map(({ device }) => device.id)).toEqual(['headset']);
    expect(owner.device?.id).toBe('headset');
  });

  it('tells once of a capture that ended, and feeds all calls from the next', async () => {
    const [one, other] = await callers(2);
    browser.opened[0]?.end();
    await settle();
    expect(said).toEqual(['headset ended']);
    expect(owner.device).toBeUndefined();
    await owner.change('', DEFAULT_SETTINGS);
    expect([one?.copy?.of.device.id, other?.copy?.of.device.id]).toEqual(['', '']);
    browser.opened[0]?.end();
    await settle();
    expect(said).toEqual(['headset ended']);
  });

  it('feeds calls whose microphone ended from one that another call opens', async () => {
    const [one] = await callers(1);
    one?.loan?.setSilent(true);
    browser.opened[0]?.end();
    await settle();
    await callers(1);
    await settle();
    expect(one?.copy).toMatchObject({ of: browser.opened[1], isSilent: true, wasHeard: false });
    expect(browser.running).toHaveLength(1);
  });

  it('says nothing of a capture that ends while it is being replaced', async () => {
    await callers(1);
    browser.waits = true;
    const changed = owner.change('usb', DEFAULT_SETTINGS);
    await settle();
    browser.opened[0]?.end();
    browser.answer();
    await changed;
    await settle();
    expect(said).toEqual([]);
  });

  it('can be asked again after it could not be fetched', async () => {
    let fails = true;
    const shaky = new MicrophoneOwner(
      (deviceId) => (fails ? Promise.reject(new Error('no chunk')) : browser.open(deviceId)),
      () => DEFAULT_SETTINGS,
      { ended: () => undefined, talksUnheard: () => undefined },
    );
    await expect(new Caller().borrow(shaky)).rejects.toThrow('no chunk');
    fails = false;
    expect(await new Caller().borrow(shaky)).toBe('lent');
  });
});

describe('talk that nobody hears', () => {
  it('is listened for while every call is silent, and only then', async () => {
    const [one, other] = await callers(2);
    const microphone = browser.opened[0];
    one?.loan?.setSilent(true);
    expect(microphone?.talk).toBeUndefined();
    other?.loan?.setSilent(true);
    microphone?.talk?.(true);
    microphone?.talk?.(true);
    other?.loan?.setSilent(false);
    expect(microphone?.talk).toBeUndefined();
    expect(said).toEqual(['talks', 'rests']);
  });

  it('is over with the call, and is heard by the microphone that came in its place', async () => {
    const [one] = await callers(1);
    one?.loan?.setSilent(true);
    await owner.change('usb', DEFAULT_SETTINGS);
    expect(browser.opened[0]?.talk).toBeUndefined();
    browser.opened[1]?.talk?.(true);
    one?.loan?.release();
    expect(said).toEqual(['talks', 'rests']);
    expect(browser.opened[1]?.talk).toBeUndefined();
  });
});

it('never lets a silent call be heard, and never leaves a microphone open, whatever comes in whatever order', async () => {
  const step = fc.record({
    what: fc.constantFrom(
      'borrow',
      'release',
      'silence',
      'sound',
      'change',
      'end',
      'answer',
      'lose',
      'refuse',
      'unwant',
    ),
    who: fc.nat(2),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.boolean(), async (steps, waits) => {
      const world = new Browser();
      world.waits = waits;
      const shared = new MicrophoneOwner(world.open, () => DEFAULT_SETTINGS, {
        ended: () => undefined,
        talksUnheard: () => undefined,
      });
      const all = [new Caller(), new Caller(), new Caller()];
      const pending: Promise<unknown>[] = [];
      const isBusy = new Set<Caller>();
      for (const { what, who } of steps) {
        const caller = all[who] ?? new Caller();
        if (what === 'borrow' && caller.loan === undefined && !isBusy.has(caller)) {
          isBusy.add(caller);
          caller.isWanted = true;
          pending.push(caller.borrow(shared).then(() => isBusy.delete(caller)));
        } else if (what === 'release') {
          caller.loan?.release();
          caller.loan = undefined;
        } else if (what === 'silence' || what === 'sound') {
          caller.isSilent = what === 'silence';
          caller.loan?.setSilent(caller.isSilent);
        } else if (what === 'change')
          pending.push(shared.change(who === 0 ? 'missing' : 'usb', DEFAULT_SETTINGS));
        else if (what === 'end') world.opened.at(-1)?.end();
        else if (what === 'answer') world.answer();
        else if (what === 'lose') shared.lose();
        else if (what === 'refuse') caller.refuses = !caller.refuses;
        else caller.isWanted = false;
        await settle();
        for (const { loan, copy, isSilent } of all) {
          if (loan !== undefined) expect(copy?.isSilent).toBe(isSilent);
        }
        const copies = world.opened.flatMap(({ running }) => running);
        const audible = copies.filter((copy) => !copy.isSilent).length;
        expect(audible).toBeLessThanOrEqual(
          all.filter((each) => !each.isSilent && each.loan !== undefined).length,
        );
      }
      world.waits = false;
      for (let left = 0; left < 50; left += 1) {
        world.answer();
        await settle();
      }
      await Promise.all(pending);
      for (const { loan } of all) loan?.release();
      await settle();
      expect(world.running).toEqual([]);
      expect(world.opened.flatMap(({ running }) => running)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
