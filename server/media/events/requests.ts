// 624, 625 and 626: one request within the call, to see what the phone makes of it.
// Owns their texts; what the phone answers shows in the log of the PBX.
import type { ServerEvent } from './event.ts';

export const asked: ServerEvent = ({ session }) => {
  session.sendRequest('OPTIONS', {});
  return undefined;
};

export const endsWithReason: ServerEvent = ({ session }) => {
  session.terminate({ extraHeaders: ['Reason: Q.850;cause=38'] });
  return undefined;
};

/** T.38 over UDPTL (RFC 3362, ITU-T T.38 annex D) as a gateway offers it when it hears a fax machine. */
const FAX = `v=0
o=- 1 2 IN IP4 192.0.2.2
s=-
c=IN IP4 192.0.2.2
t=0 0
m=image 40000 udptl t38
a=T38FaxVersion:0
a=T38MaxBitRate:14400
a=T38FaxRateManagement:transferredTCF
a=T38FaxMaxDatagram:400
a=T38FaxUdpEC:t38UDPRedundancy
`.replaceAll('\n', '\r\n');

export const fax: ServerEvent = ({ session }) => {
  session.sendRequest('INVITE', {
    body: FAX,
    extraHeaders: ['Content-Type: application/sdp'],
    eventHandlers: {
      onSuccessResponse: () => {
        session.sendRequest('ACK', {});
      },
    },
  });
  return undefined;
};
