// Reads the quality figures of a kept call back. They are as untrusted as the rest of a record (read-records.ts): a figure out
// of range is unknown, and a record without any figure has no quality.
import type { MediaPath } from '../media/media-path.ts';
import type { DirectionSummary, QualitySummary } from '../diagnosis/quality/quality-summary.ts';

type Fields = Readonly<Record<string, unknown>>;

const PATHS: readonly MediaPath[] = ['unknown', 'direct', 'relayUdp', 'relayTcp', 'relayTls'];
/** Names of media types are short (RFC 6838 4.2). */
const LONGEST_CODEC_NAME = 64;

function within(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && value >= least && value <= most ? value : undefined;
}

function readDirection(value: unknown): DirectionSummary {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Fields;
  return {
    mos: within(fields['mos'], 1, 4.5),
    worstMos: within(fields['worstMos'], 1, 4.5),
    lossRatio: within(fields['lossRatio'], 0, 1),
    maxJitterMs: within(fields['maxJitterMs'], 0, Number.MAX_VALUE),
  };
}

/** The quality of a kept call; undefined where the record has none. */
export function readQuality(value: unknown): QualitySummary | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Fields;
  const youToThem = readDirection(fields['youToThem']);
  const themToYou = readDirection(fields['themToYou']);
  if (youToThem.mos === undefined && themToYou.mos === undefined) return undefined;
  const { codec } = fields;
  return {
    youToThem,
    themToYou,
    rttMs: within(fields['rttMs'], 0, Number.MAX_VALUE),
    path: PATHS.find((path) => path === fields['path']) ?? 'unknown',
    codec: typeof codec === 'string' && codec.length <= LONGEST_CODEC_NAME ? codec : undefined,
  };
}
