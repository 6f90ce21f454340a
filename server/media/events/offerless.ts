// 623: a re-INVITE without a description; the phone offers in its 200, the answer goes out in the ACK (RFC 3264 section 4).
// Owns that exchange, which JsSIP does not know.
import type { ServerEvent } from './event.ts';

export const offerless: ServerEvent = ({ session }) => {
  const answer = async (offer: string): Promise<void> => {
    const { connection } = session;
    await connection.setRemoteDescription({ type: 'offer', sdp: offer });
    await connection.setLocalDescription(await connection.createAnswer());
    session.sendRequest('ACK', {
      body: connection.localDescription?.sdp ?? '',
      extraHeaders: ['Content-Type: application/sdp'],
    });
  };
  session.sendRequest('INVITE', {
    eventHandlers: {
      onSuccessResponse: (response: { readonly body: string }) => {
        answer(response.body).catch(() => session.terminate());
      },
    },
  });
  return undefined;
};
