// A series of statistics, small enough to keep: of each second one sample, of each entry what changed since the sample before. Addresses
// are left out. `unfoldSeries` in tests/fixtures/stats-series.ts puts it together again. Pure.
import type { RawEntry, RawSample } from './stats-series.ts';

/** Times before and after the strike, in milliseconds, at which a sample is kept: one a second. */
const KEEP_EVERY_MS = 1000;

/** Say who was called, or nothing that a judge of the sound asks for. */
const LEFT_OUT =
  /^(?:id|address|ip|port|related(?:Address|Port)|url|usernameFragment|iceLocalUsernameFragment|.*CertificateId|trackIdentifier|foundation|mediaType|priority|networkType|isRemote|dtlsCipher|srtpCipher|tlsVersion|dtlsRole|iceRole|fecPackets.*|packetsReceivedWith.*|packetsSentWith.*|insertedSamples.*|removedSamples.*|jitterBuffer(?:Minimum|Target)Delay|totalProcessingDelay|echoReturn.*|headerBytes.*|synthesized.*|totalPlayoutDelay|.*DiscardedOnSend|retransmitted.*|nackCount|totalPacketSendDelay|targetBitrate|remoteTimestamp|totalSamplesDuration|lastPacketSentTimestamp|totalRoundTripTime|audioLevel|bytes(?:Received|Sent)|playoutId|mid|channels|readable|writable)$/u;

/** Of these the time tells something; of all others it is the sample's own. */
const TIMED: readonly unknown[] = ['remote-inbound-rtp', 'remote-outbound-rtp'];

type Fields = Readonly<Record<string, unknown>>;

function thin(samples: readonly RawSample[]): readonly RawSample[] {
  let nextMs = Number.NEGATIVE_INFINITY;
  return samples.filter(({ atMs }) => {
    if (atMs < nextMs) return false;
    nextMs = Math.max(nextMs, atMs - KEEP_EVERY_MS / 2) + KEEP_EVERY_MS;
    return true;
  });
}

/** Short ids in the order of appearance; a certificate's fingerprint or a random id tells nothing. */
class Ids {
  readonly #known = new Map<string, string>();

  of(id: string): string {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const name = String(this.#known.size);
    this.#known.set(id, name);
    return name;
  }
}

function fieldsOf(entry: RawEntry, ids: Ids, struckMs: number): Fields {
  const kept = Object.entries(entry).filter(
    ([key]) => !LEFT_OUT.test(key) && (key !== 'timestamp' || TIMED.includes(entry.type)),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (key.endsWith('Id') && typeof value === 'string') return [key, ids.of(value)];
      // Times of day become times from the strike.
      if (/timestamp$/iu.test(key) && typeof value === 'number') return [key, Math.round(value - struckMs)];
      const isFraction = typeof value === 'number' && !Number.isInteger(value);
      return [key, isFraction ? Number(value.toPrecision(5)) : value];
    }),
  );
}

/** What is new of `now`: fields that changed, and null for one that is gone. */
function changes(before: Fields, now: Fields): Fields {
  const gone = Object.keys(before).filter((key) => !(key in now));
  const changed = Object.entries(now).filter(([key, value]) => before[key] !== value);
  return { ...Object.fromEntries(changed), ...Object.fromEntries(gone.map((key) => [key, null])) };
}

/** As text: one line a sample, `[milliseconds from the strike, { id: changes, ... }]`, `null` for an entry that is gone. */
export function compactSeries(samples: readonly RawSample[], struckMs: number): string {
  const ids = new Ids();
  let before = new Map<string, Fields>();
  const lines = thin(samples).map(({ atMs, entries }) => {
    const now = new Map(entries.map((entry) => [ids.of(entry.id), fieldsOf(entry, ids, struckMs)]));
    const line: Record<string, unknown> = {};
    for (const [id, fields] of now) {
      const news = changes(before.get(id) ?? {}, fields);
      if (Object.keys(news).length > 0) line[id] = news;
    }
    for (const id of before.keys()) if (!now.has(id)) line[id] = null;
    before = now;
    return JSON.stringify([atMs - struckMs, line]);
  });
  return `[\n${lines.join(',\n')}\n]`;
}
