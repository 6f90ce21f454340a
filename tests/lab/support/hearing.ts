// When a phone begins to hear: read from getStats in the page, every few milliseconds, independent of what the app says.

/** A page of Playwright or of Puppeteer. */
interface Evaluates {
  evaluate(task: (deadlineMs: number) => Promise<Hearing>, deadlineMs: number): Promise<Hearing>;
}

/** When this page first received packets that decode to sound (milliseconds since the epoch), or why not. */
export interface Hearing {
  readonly sinceMs: number | undefined;
  readonly state: string;
  /** `host/srflx` and so on: the selected pair's candidate types, with a relay's protocol. */
  readonly pair: string;
}

interface Entry {
  readonly id: string;
  readonly type: string;
  readonly packetsReceived?: number;
  readonly totalAudioEnergy?: number;
  readonly selected?: boolean;
  readonly selectedCandidatePairId?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly relayProtocol?: string;
}

/** Runs in the page; self-contained for that reason. */
async function listen(deadlineMs: number): Promise<Hearing> {
  const scope = globalThis as unknown as { connectionsOfTheApp: RTCPeerConnection[] };
  const nameOf = (candidate: Entry | undefined): string =>
    (candidate?.candidateType ?? '?') +
    (candidate?.relayProtocol === undefined ? '' : `-${candidate.relayProtocol}`);
  const read = async (connection: RTCPeerConnection): Promise<{ heard: boolean; pair: string }> => {
    const entries = [...(await connection.getStats()).values()] as Entry[];
    const inbound = entries.find(({ type }) => type === 'inbound-rtp');
    const transport = entries.find(({ type }) => type === 'transport');
    const selected = entries.find(
      (entry) =>
        entry.type === 'candidate-pair' &&
        (entry.selected === true || entry.id === transport?.selectedCandidatePairId),
    );
    const end = (id: string | undefined): Entry | undefined => entries.find((entry) => entry.id === id);
    const pair = `${nameOf(end(selected?.localCandidateId))}/${nameOf(end(selected?.remoteCandidateId))}`;
    const heard = (inbound?.packetsReceived ?? 0) > 5 && (inbound?.totalAudioEnergy ?? 0) > 1e-6;
    return { heard, pair };
  };
  const endMs = Date.now() + deadlineMs;
  let state = 'no connection';
  let pair = '?/?';
  while (Date.now() < endMs) {
    const connection = scope.connectionsOfTheApp.findLast(
      (each) => each.connectionState !== 'closed' && each.getSenders().length > 0,
    );
    if (connection !== undefined) {
      state = connection.connectionState;
      const now = await read(connection);
      pair = now.pair;
      if (now.heard) return { sinceMs: Date.now(), state, pair };
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return { sinceMs: undefined, state, pair };
}

/** Waits until the page hears the far side, `deadlineMs` at most. */
export function hearingOf(page: Evaluates, deadlineMs: number): Promise<Hearing> {
  return page.evaluate(listen, deadlineMs);
}
