// A profile as screens may see it: every secret in it is replaced by a mark.
import type { IceServer } from '../media/ice-server.ts';
import type { Profile } from './profile.ts';

/** Stands for a secret that is there; one that is not stays empty. */
export const HIDDEN = '•••';

const hidden = (secret: string): string => (secret === '' ? '' : HIDDEN);

/** What stands behind a question mark may be a key. */
const withoutQuery = (url: string): string => {
  const [address = '', query] = url.split('?', 2);
  return query === undefined ? address : `${address}?${HIDDEN}`;
};

function iceServer(server: IceServer): IceServer {
  return server.credential === undefined ? server : { ...server, credential: hidden(server.credential) };
}

/** Whether a profile holds a secret that somebody could use. */
export function holdsSecrets({ credentials, iceServers, turnService }: Profile): boolean {
  const credential = iceServers.some((server) => (server.credential ?? '') !== '');
  return credentials.password !== '' || credential || (turnService?.token ?? '') !== '';
}

/** The profile without its passwords, tokens and the queries of its addresses. */
export function hideSecrets(profile: Profile): Profile {
  const { account, credentials, turnService } = profile;
  const [first, ...rest] = account.webSocketServers;
  const shown = (server: typeof first): typeof first => ({ ...server, url: withoutQuery(server.url) });
  return {
    ...profile,
    account: { ...account, webSocketServers: [shown(first), ...rest.map(shown)] },
    credentials: { password: hidden(credentials.password) },
    iceServers: profile.iceServers.map(iceServer),
    turnService: turnService && { url: withoutQuery(turnService.url), token: hidden(turnService.token) },
  };
}
