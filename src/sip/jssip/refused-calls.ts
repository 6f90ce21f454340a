// Calls that were refused before they rang, each told once: a copy by another flow or a retransmission is the same call.
import type { UserAgentEvent } from '../user-agent.ts';
import { namedParty } from '../wire/asserted-identity.ts';
import { NOBODY } from '../wire/party.ts';
import type { RefusedCall } from '../wire/request-rules.ts';
import { headerValue, type SipHead } from '../wire/sip-message.ts';

/** So many are remembered. */
const MOST = 50;

export class RefusedCalls {
  readonly #tell: (event: UserAgentEvent) => void;
  readonly #callIds = new Set<string>();

  constructor(tell: (event: UserAgentEvent) => void) {
    this.#tell = tell;
  }

  /** `domain`: where a bare telephone number lives. */
  note(invite: SipHead, { cause, statusCode }: RefusedCall, domain: string): void {
    const callId = headerValue(invite, 'call-id') ?? '';
    if (this.#callIds.has(callId)) return;
    this.#callIds.add(callId);
    const [oldest] = this.#callIds;
    if (this.#callIds.size > MOST && oldest !== undefined) this.#callIds.delete(oldest);
    const remote = namedParty(headerValue(invite, 'from'), domain) ?? NOBODY;
    this.#tell({ kind: 'callRefused', sipCallId: callId, remote, cause, statusCode });
  }
}
