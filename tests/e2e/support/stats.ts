// Judges a call from getStats (W3C webrtc-stats), independent of anything the app says about it.
// A direction works when packets and sound energy both grow between two samples.
import { expect, type Page } from '@playwright/test';

/** Counters of the app's present connection at one moment; undefined where the report is absent. */
export interface Sample {
  readonly atMs: number;
  readonly packetsSent: number;
  readonly microphoneEnergy: number;
  /** Packets and energy of what arrives; undefined where no inbound-rtp exists. */
  readonly packetsReceived: number | undefined;
  readonly receivedEnergy: number | undefined;
  readonly packetsLost: number;
  /** How often the far side has reported on what it receives; undefined where it never has (remote-inbound-rtp). */
  readonly remoteReports: number | undefined;
  readonly remoteFractionLost: number | undefined;
  readonly state: RTCPeerConnectionState;
  readonly localCandidate: string | undefined;
  readonly relayProtocol: string | undefined;
}

/** What happened from one sample to a later one. */
export interface Change {
  readonly seconds: number;
  readonly sent: number;
  readonly spoken: number;
  readonly received: number;
  readonly heard: number;
  readonly first: Sample;
  readonly last: Sample;
}

/** The members of all report types that are read here. */
interface Report {
  readonly id: string;
  readonly type: string;
  readonly kind?: string;
  readonly packetsSent?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly totalAudioEnergy?: number;
  readonly roundTripTimeMeasurements?: number;
  readonly fractionLost?: number;
  readonly selectedCandidatePairId?: string;
  readonly localCandidateId?: string;
  readonly candidateType?: string;
  readonly relayProtocol?: string;
}

/** Runs in the page; self-contained for that reason. */
async function readStats(place: number): Promise<Sample | undefined> {
  const { connectionsOfTheApp } = globalThis as unknown as { connectionsOfTheApp: RTCPeerConnection[] };
  const connection = connectionsOfTheApp
    .filter((each) => each.connectionState !== 'closed' && each.getSenders().length > 0)
    .at(place);
  if (connection === undefined) return undefined;
  const reports = [...(await connection.getStats()).values()] as Report[];
  const find = (type: string): Report | undefined =>
    reports.find((report) => report.type === type && (report.kind ?? 'audio') === 'audio');
  const inbound = find('inbound-rtp');
  const remote = find('remote-inbound-rtp');
  const pair = reports.find(({ id }) => id === find('transport')?.selectedCandidatePairId);
  const local = reports.find(({ id }) => id === pair?.localCandidateId);
  return {
    atMs: performance.now(),
    packetsSent: find('outbound-rtp')?.packetsSent ?? 0,
    microphoneEnergy: find('media-source')?.totalAudioEnergy ?? 0,
    packetsReceived: inbound?.packetsReceived,
    receivedEnergy: inbound?.totalAudioEnergy,
    packetsLost: inbound?.packetsLost ?? 0,
    remoteReports: remote === undefined ? undefined : (remote.roundTripTimeMeasurements ?? 0),
    remoteFractionLost: remote?.fractionLost,
    state: connection.connectionState,
    localCandidate: local?.candidateType,
    relayProtocol: local?.relayProtocol,
  };
}

/** The app's newest connection that is not closed. */
const NEWEST = -1;

/** A sample of one of the app's connections that are not closed; `place` in the order in which they were made, from 0 or from the end. */
export async function sample(page: Page, place = NEWEST): Promise<Sample> {
  const found = await page.evaluate(readStats, place);
  if (found === undefined) throw new Error('the app has no open RTCPeerConnection');
  return found;
}

/** Two samples about `spanMs` apart, and what changed between them. */
export async function watchCall(page: Page, spanMs = 1_500, place = NEWEST): Promise<Change> {
  const first = await sample(page, place);
  await page.waitForTimeout(spanMs); // the measurement itself: a rate needs a span
  const last = await sample(page, place);
  return {
    seconds: (last.atMs - first.atMs) / 1000,
    sent: last.packetsSent - first.packetsSent,
    spoken: last.microphoneEnergy - first.microphoneEnergy,
    received: (last.packetsReceived ?? 0) - (first.packetsReceived ?? 0),
    heard: (last.receivedEnergy ?? 0) - (first.receivedEnergy ?? 0),
    first,
    last,
  };
}

/** Sound reaches the network: packets at a speaking rate, and the microphone has energy. */
export const speaks = ({ sent, spoken, seconds }: Change): boolean => sent / seconds > 20 && spoken > 0;

/** Sound arrives: packets at a speaking rate, and they decode to more than silence. */
export const hears = ({ received, heard, seconds }: Change): boolean =>
  received / seconds > 20 && heard > 1e-6;

/** No packet arrives any more (a straggler is forgiven). */
export const receivesNothing = ({ received }: Change): boolean => received <= 2;

/** No packet leaves any more (a straggler is forgiven). */
export const sendsNothing = ({ sent }: Change): boolean => sent <= 2;

/** Waits until `judge` is true of a fresh pair of samples. */
export async function untilCall(
  page: Page,
  what: string,
  judge: (change: Change) => boolean,
  place = NEWEST,
): Promise<Change> {
  let change: Change | undefined;
  await expect(async () => {
    change = await watchCall(page, 1_500, place);
    expect(judge(change), `${what}: ${JSON.stringify(change)}`).toBe(true);
  }).toPass({ timeout: 30_000 });
  if (change === undefined) throw new Error('no sample was taken');
  return change;
}

/** Waits until sound flows in both directions at once, and the far side reports that it receives. */
export async function bothWays(page: Page, place = NEWEST): Promise<Change> {
  return await untilCall(
    page,
    'audio both ways',
    (change) => speaks(change) && hears(change) && change.last.remoteReports !== undefined,
    place,
  );
}

/** Waits until no sound goes either way: no packets leave, or those of a microphone that rests; what arrives, if anything, is silence. */
export async function neitherWay(page: Page, place = NEWEST): Promise<Change> {
  return await untilCall(
    page,
    'no sound either way',
    (change) => (sendsNothing(change) || change.spoken < 1e-9) && change.heard < 1e-9,
    place,
  );
}
