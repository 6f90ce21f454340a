// Reads kept records back into the program's types. A record is as untrusted as anything from outside: an older version,
// a half-finished write or another program may have made it. What is wrong falls back to a default or is left out.
import { CODEC_CHOICES, DEFAULT_CODING, PACKET_TIMES_MS, type SoundCoding } from '../media/sound-coding.ts';
import { TONE_PLANS } from '../media/sounds.ts';
import type { FlowReceipt } from '../diagnosis/receipt.ts';
import type { CallOutcome, HistoryEntry, Repeats } from '../phone/history.ts';
import { DEFAULT_SETTINGS, KEEP_ALIVE_BOUNDS, MOST_CALLS_BOUNDS, type Settings } from '../phone/settings.ts';
import { TONE_BOUNDS } from '../sip/tone-times.ts';
import { FAILURE_CAUSES, type FailureCause } from '../sip/failure-cause.ts';
import type { Party } from '../sip/call-state.ts';
import type { TraceRecord } from '../sip/trace/trace-entry.ts';
import { readQuality } from './read-quality.ts';
import { readOpinion, readStory } from './read-story.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The last moment a date can name (ECMA-262 21.4.1.1). */
const LAST_MOMENT_MS = 8.64e15;

const OUTCOMES: readonly CallOutcome[] = ['answered', 'missed', 'declined', 'cancelled', 'failed'];
const RECEIPTS: readonly FlowReceipt[] = ['flowed', 'silent', 'lost', 'unconfirmed', 'broken', 'unknown'];

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], fallback: T): T {
  return allowed.find((each) => each === value) ?? fallback;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function volume(value: unknown, fallback: number): number {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : fallback;
}

function flag(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

function within(value: unknown, [least, most]: readonly [number, number], fallback: number): number {
  return typeof value === 'number' && value >= least && value <= most ? value : fallback;
}

function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function oneNumberOf<T extends number>(value: unknown, allowed: readonly T[], fallback: T): T {
  return allowed.find((each) => each === value) ?? fallback;
}

function readCoding(fields: Fields): SoundCoding {
  return {
    codec: oneOf(fields['codec'], CODEC_CHOICES, DEFAULT_CODING.codec),
    errorCorrection: flag(fields['errorCorrection'], DEFAULT_CODING.errorCorrection),
    pausesInSilence: flag(fields['pausesInSilence'], DEFAULT_CODING.pausesInSilence),
    packetTimeMs: oneNumberOf(fields['packetTimeMs'], PACKET_TIMES_MS, DEFAULT_CODING.packetTimeMs),
    maxKilobits: within(fields['maxKilobits'], [0, 510], DEFAULT_CODING.maxKilobits),
    marksPackets: flag(fields['marksPackets'], DEFAULT_CODING.marksPackets),
    jitterBufferMs: within(fields['jitterBufferMs'], [0, 4000], DEFAULT_CODING.jitterBufferMs),
  };
}

/** Settings from a record; every field that is missing or wrong takes its default. */
export function readSettings(record: unknown): Settings {
  const fields = fieldsOf(record) ?? {};
  return {
    ...readCoding(fields),
    theme: oneOf(fields['theme'], ['system', 'light', 'dark'], DEFAULT_SETTINGS.theme),
    dtmfMethod: oneOf(fields['dtmfMethod'], ['rfc4733', 'info'], DEFAULT_SETTINGS.dtmfMethod),
    toneMs: Math.round(within(fields['toneMs'], TONE_BOUNDS.toneMs, DEFAULT_SETTINGS.toneMs)),
    toneGapMs: Math.round(within(fields['toneGapMs'], TONE_BOUNDS.gapMs, DEFAULT_SETTINGS.toneGapMs)),
    microphoneId: text(fields['microphoneId']),
    speakerId: text(fields['speakerId']),
    ringerId: text(fields['ringerId']),
    ringVolume: volume(fields['ringVolume'], DEFAULT_SETTINGS.ringVolume),
    toneVolume: volume(fields['toneVolume'], DEFAULT_SETTINGS.toneVolume),
    tonePlan: oneOf(fields['tonePlan'], TONE_PLANS, DEFAULT_SETTINGS.tonePlan),
    echoCancellation: flag(fields['echoCancellation'], DEFAULT_SETTINGS.echoCancellation),
    noiseSuppression: flag(fields['noiseSuppression'], DEFAULT_SETTINGS.noiseSuppression),
    autoGainControl: flag(fields['autoGainControl'], DEFAULT_SETTINGS.autoGainControl),
    mostCalls: within(fields['mostCalls'], MOST_CALLS_BOUNDS, DEFAULT_SETTINGS.mostCalls),
    singleKeys: flag(fields['singleKeys'], DEFAULT_SETTINGS.singleKeys),
    keepAliveSeconds: within(
      fields['keepAliveSeconds'],
      KEEP_ALIVE_BOUNDS.idle,
      DEFAULT_SETTINGS.keepAliveSeconds,
    ),
    keepAliveInCallSeconds: within(
      fields['keepAliveInCallSeconds'],
      KEEP_ALIVE_BOUNDS.call,
      DEFAULT_SETTINGS.keepAliveInCallSeconds,
    ),
  };
}

/** Longer texts of a party are cut: one that was kept before there was a limit must not slow every start. In characters. */
const LONGEST_TEXT = 512;

function short(value: unknown): string {
  return text(value).slice(0, LONGEST_TEXT);
}

/** Nothing where the record has nobody there. */
function readHandedTo(value: unknown): { readonly handedTo?: Party } {
  const handedTo = readParty(value);
  return handedTo === undefined ? {} : { handedTo };
}

function readParty(value: unknown): Party | undefined {
  const fields = fieldsOf(value);
  const [uri, user, displayName] = [
    text(fields?.['uri']),
    short(fields?.['user']),
    short(fields?.['displayName']),
  ];
  const broughtBy = short(fields?.['broughtBy']);
  if (uri === '' && user === '' && displayName === '' && broughtBy === '') return undefined;
  const claim = oneOf(fields?.['claim'], ['all', 'name', 'none'], 'none');
  // An address that is cut would reach somebody else.
  const party = {
    ...{ uri: uri.length > LONGEST_TEXT ? '' : uri, user, displayName },
    ...(broughtBy === '' ? {} : { broughtBy }),
  };
  return claim === 'none' ? party : { ...party, claim };
}

/** The account and the call that something belongs to; nothing where it names none, as before they were named. */
function readOwners(fields: Fields | undefined): { readonly accountId?: string; readonly callId?: string } {
  const [accountId, callId] = [short(fields?.['accountId']), short(fields?.['callId'])];
  return { ...(accountId === '' ? {} : { accountId }), ...(callId === '' ? {} : { callId }) };
}

function readRepeats(value: unknown): Repeats | undefined {
  const fields = fieldsOf(value);
  const count = whole(fields?.['count']);
  const firstAtMs = whole(fields?.['firstAtMs']);
  if (fields === undefined || count === undefined || firstAtMs === undefined || firstAtMs > LAST_MOMENT_MS)
    return undefined;
  const unseen = Math.min(count, whole(fields['unseen']) ?? 0);
  return { count, firstAtMs, unseen, mixed: fields['mixed'] === true };
}

/** A history entry from a record; undefined where the record can't be one. */
export function readHistoryEntry(record: unknown): HistoryEntry | undefined {
  const fields = fieldsOf(record);
  const remote = readParty(fields?.['remote']);
  const startedAtMs = whole(fields?.['startedAtMs']);
  const id = text(fields?.['id']);
  if (fields === undefined || remote === undefined || startedAtMs === undefined || id === '')
    return undefined;
  if (startedAtMs > LAST_MOMENT_MS) return undefined;
  const quality = readQuality(fields['quality']);
  const [story, opinion] = [readStory(fields['story']), readOpinion(fields['opinion'])];
  const repeats = readRepeats(fields['repeats']);
  const joinedWith = within(fields['joinedWith'], [1, MOST_CALLS_BOUNDS[1]], 0);
  const { accountId } = readOwners(fields);
  const accountName = short(fields['accountName']);
  return {
    id,
    direction: oneOf(fields['direction'], ['outgoing', 'incoming'], 'outgoing'),
    remote,
    startedAtMs,
    durationSeconds: whole(fields['durationSeconds']) ?? 0,
    outcome: oneOf(fields['outcome'], OUTCOMES, 'failed'),
    cause: FAILURE_CAUSES.find((cause): cause is FailureCause => cause === fields['cause']),
    statusCode: whole(fields['statusCode']),
    youToThem: oneOf(fields['youToThem'], RECEIPTS, 'unknown'),
    themToYou: oneOf(fields['themToYou'], RECEIPTS, 'unknown'),
    ...(quality === undefined ? {} : { quality }),
    ...(story === undefined ? {} : { story }),
    ...(opinion === undefined ? {} : { opinion }),
    seen: fields['seen'] !== false,
    ...(accountId === undefined ? {} : { accountId }),
    ...(accountName === '' ? {} : { accountName }),
    ...readHandedTo(fields['handedTo']),
    ...(repeats === undefined ? {} : { repeats }),
    ...(joinedWith === 0 ? {} : { joinedWith: Math.floor(joinedWith) }),
  };
}

/** The entries that can be read, in the opposite order. */
export function readHistory(records: readonly unknown[]): readonly HistoryEntry[] {
  return [...records]
    .reverse()
    .map(readHistoryEntry)
    .filter((entry) => entry !== undefined);
}

/** A traced message from a record; undefined where the record can't be one. */
export function readTraceRecord(record: unknown): TraceRecord | undefined {
  const fields = fieldsOf(record);
  const atMs = whole(fields?.['atMs']);
  const { server, text: message, direction } = fields ?? {};
  if (atMs === undefined || atMs > LAST_MOMENT_MS || typeof message !== 'string') return undefined;
  const way = direction === 'out' ? 'out' : 'in';
  return { atMs, direction: way, server: text(server), text: message, ...readOwners(fields) };
}
