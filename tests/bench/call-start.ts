// From the press on Call to the INVITE on the wire and to sound both ways on 600, with servers that live and servers that don't;
// beside each what the same page does when nobody ends ICE gathering, which is JsSIP's default.
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { collectConnections } from '../e2e/support/connections.ts';
import { profileOf, startDemo, type DemoProfile } from '../e2e/support/demo.ts';
import { PhonePage } from '../e2e/support/phone.ts';
import { voiceArguments } from '../e2e/support/voice.ts';
import { watchContext } from '../e2e/support/watch.ts';
import { watchCalls, type CallMarks } from '../e2e/support/call-marks.ts';
import { median, type Result } from './result.ts';

/** Each in a page of its own, so that nothing is known of the servers. */
const CALLS = Number(process.env['BOTHWAYS_CALLS'] ?? 5);
/** TEST-NET-1 (RFC 5737): packets go out and nothing comes back. */
const BLACK_HOLE = '192.0.2.1';
/** Nothing listens here: TURN over TCP is refused. */
const CLOSED = '127.0.0.1:9';

type Servers = DemoProfile['iceServers'];

const secrets = { username: 'u', credential: 'c' };
const DEAD_STUN = { urls: [`stun:${BLACK_HOLE}:3478`] };
const DEAD_TURN = { urls: [`turn:${BLACK_HOLE}:3478?transport=udp`], ...secrets };
const REFUSED_TURN = { urls: [`turn:${CLOSED}?transport=tcp`], ...secrets };
const DEAD_NAME = { urls: ['stun:no-such-host.invalid:3478'] };

const CASES: readonly { readonly what: string; servers(live: Servers): Servers; readonly calls?: number }[] =
  [
    { what: 'live STUN and TURN', servers: (live) => live },
    { what: 'no servers', servers: () => [] },
    { what: 'live, and a dead STUN server', servers: (live) => [DEAD_STUN, ...live] },
    { what: 'live, and a dead TURN server', servers: (live) => [DEAD_TURN, REFUSED_TURN, ...live] },
    { what: 'live, and a name that does not resolve', servers: (live) => [DEAD_NAME, ...live] },
    { what: 'live STUN, dead TURN', servers: (live) => [...only(live, /^stun/u), DEAD_TURN, REFUSED_TURN] },
    {
      what: 'UDP black-holed, TURN over TCP',
      servers: (live) => [DEAD_STUN, DEAD_TURN, ...only(live, /tcp/u)],
    },
    { what: 'none alive', servers: () => [DEAD_STUN, DEAD_TURN, DEAD_NAME] },
    {
      what: 'none alive, known from the call before',
      servers: () => [DEAD_STUN, DEAD_TURN, DEAD_NAME],
      calls: 2,
    },
  ];

function only(servers: Servers, pattern: RegExp): Servers {
  return servers
    .map((server) => ({ ...server, urls: [server.urls].flat().filter((url) => pattern.test(url)) }))
    .filter(({ urls }) => urls.length > 0);
}

interface Times {
  readonly inviteMs: number;
  readonly soundMs: number;
}

/** Runs in the page: milliseconds from the click to the INVITE, and to packets and energy in both directions. */
async function timesOfCall(): Promise<Times> {
  const { connectionsOfTheApp, marks } = globalThis as unknown as {
    connectionsOfTheApp: RTCPeerConnection[];
    marks: CallMarks;
  };
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const connection = connectionsOfTheApp.findLast((each) => each.getSenders().length > 0);
    if (connection === undefined || marks.invitedAt < marks.clickedAt) continue;
    const reports = [...(await connection.getStats()).values()] as Record<string, number | string>[];
    const value = (type: string, member: string): number =>
      Number(reports.find((report) => report['type'] === type)?.[member] ?? 0);
    const sends = value('outbound-rtp', 'packetsSent') > 0 && value('media-source', 'totalAudioEnergy') > 0;
    const hears = value('inbound-rtp', 'packetsReceived') > 0 && value('inbound-rtp', 'totalAudioEnergy') > 0;
    if (sends && hears) {
      const { clickedAt, invitedAt } = marks;
      return { inviteMs: invitedAt - clickedAt, soundMs: Date.now() - clickedAt };
    }
  }
}

async function oneCall(phone: PhonePage, page: Page): Promise<Times> {
  await phone.dial('600');
  const times = await page.evaluate(timesOfCall);
  // Long enough to learn which servers are dead.
  await page.waitForTimeout(4500);
  await phone.hangUp();
  await phone.dismiss();
  return times;
}

async function freshPage(
  browser: Browser,
  demo: Awaited<ReturnType<typeof startDemo>>,
  change: (live: Servers) => Servers,
  uncut: boolean,
  calls: number,
): Promise<Times> {
  const context = await browser.newContext({ permissions: ['microphone'] });
  try {
    const watch = await watchContext(context, demo.origin);
    await context.addInitScript(collectConnections, {});
    await context.addInitScript(watchCalls, uncut);
    const page = await context.newPage();
    const phone = new PhonePage(page, demo, watch);
    const profile = await profileOf(demo, '1001');
    await phone.provision({ ...profile, refreshUrl: '', iceServers: change(profile.iceServers) });
    let times = await oneCall(phone, page);
    for (let call = 1; call < calls; call += 1) times = await oneCall(phone, page);
    return times;
  } finally {
    await context.close();
  }
}

function lines(what: string, times: readonly Times[]): readonly Result[] {
  const unit = 'ms';
  return [
    { what: `${what}: Call to INVITE`, value: median(times.map(({ inviteMs }) => inviteMs)), unit },
    { what: `${what}: Call to sound both ways`, value: median(times.map(({ soundMs }) => soundMs)), unit },
  ];
}

export async function measure(): Promise<readonly Result[]> {
  const demo = await startDemo();
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: [...chromiumArguments, ...voiceArguments()],
  });
  try {
    const results: Result[] = [];
    for (const { what, servers, calls = 1 } of CASES) {
      const ours: Times[] = [];
      for (let round = 0; round < CALLS; round += 1)
        ours.push(await freshPage(browser, demo, servers, false, calls));
      results.push(...lines(what, ours));
      if (calls > 1) continue;
      // Once is enough: it takes 40 s where a server is dead.
      results.push(...lines(`${what}, gathering uncut`, [await freshPage(browser, demo, servers, true, 1)]));
    }
    return results;
  } finally {
    await browser.close();
    await demo.stop();
  }
}
