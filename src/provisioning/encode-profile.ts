// A profile as the JSON of docs/provisioning.md, version 1: the form in which it is linked and kept.
import { isPlainOrder } from '../sip/websocket-server.ts';
import type { Profile } from './profile.ts';
import type { TurnService } from './turn-service.ts';

/** Without the account, which stands in the profile already. */
function turnCredentialsOf({ url, token }: TurnService): object {
  return { url, token };
}

/** The JSON value of a profile; `parseProfile` reads it back to an equal profile. */
export function encodeProfile(profile: Profile): object {
  const { username, domain, displayName, authUsername, webSocketServers } = profile.account;
  return {
    version: 1,
    name: profile.name,
    account: { username, password: profile.credentials.password, domain, displayName, authUsername },
    webSocketServers: isPlainOrder(webSocketServers)
      ? webSocketServers.map(({ url }) => url)
      : webSocketServers,
    iceServers: profile.iceServers,
    ...(profile.iceTransportPolicy === 'relay' ? { iceTransportPolicy: 'relay' } : {}),
    ...(profile.turnService === undefined ? {} : { turnCredentials: turnCredentialsOf(profile.turnService) }),
    ...(profile.followsTransfers === true ? { transfers: 'follow' } : {}),
    echoNumber: profile.echoNumber,
    refreshUrl: profile.refreshUrl,
  };
}
