// 628: a text, voicemail and "fetch your settings again", each sent outside the call that asked for them. Owns their order.
import { tellingTo } from '../tellings.ts';
import type { ServerEvent } from './event.ts';

export const told: ServerEvent = ({ send, domain, peer }) => {
  for (const telling of ['message', 'voicemail', 'check-sync'] as const)
    send(tellingTo(telling, `sip:${peer}@${domain}`, peer, domain));
  return undefined;
};
