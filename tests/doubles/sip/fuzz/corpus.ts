// The messages that are damaged: those of RFC 4475, and what a server sends to a phone in the life of its calls, with the
// identifiers of the very call that is in progress, so that they are taken seriously.
import { headerOf, type SipRequest } from '../../../../server/sip/message.ts';
import { createResponse } from '../../../../server/sip/response.ts';
import { serializeMessage } from '../../../../server/sip/serialize-message.ts';
import { tortureMessages } from '../../../fixtures/rfc4475/read-messages.ts';
import { PEER_CONTACT, requestIn } from '../sip-peer.ts';
import { newDialog, type PeerDialog } from '../peer-dialog.ts';

const TORTURE = [...tortureMessages().values()].map((bytes) => new TextDecoder().decode(bytes));

/** Requests within a call and what comes with them. */
function inCall(dialog: PeerDialog, offer: string): SipRequest[] {
  const ask = (method: string, headers: readonly [string, string][] = [], body = ''): SipRequest =>
    requestIn(method, { ...dialog }, { headers, body });
  return [
    ask('INVITE', [], offer),
    ask('INVITE', [], offer.replace('a=sendrecv', 'a=sendonly')),
    ask('INVITE'),
    ask('UPDATE', [], offer),
    ask('ACK'),
    ask('BYE', [['Reason', 'SIP;cause=200;text="Call completed elsewhere"']]),
    ask('INFO', [['Content-Type', 'application/dtmf-relay']], 'Signal=5\r\nDuration=100\r\n'),
    ask(
      'NOTIFY',
      [
        ['Event', 'refer;id=2'],
        ['Subscription-State', 'active;expires=60'],
        ['Content-Type', 'message/sipfrag;version=2.0'],
      ],
      'SIP/2.0 180 Ringing\r\n',
    ),
    ask('REFER', [
      ['Refer-To', '<sip:1003@example.org?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc>'],
      ['Referred-By', '<sip:1002@example.org>'],
    ]),
    ask('OPTIONS', [['Accept', 'application/sdp']]),
    ask('MESSAGE', [['Content-Type', 'text/plain']], 'hello'),
    ask('SUBSCRIBE', [
      ['Event', 'presence'],
      ['Expires', '60'],
    ]),
  ];
}

/** Answers to what the phone has sent. */
function answersTo(requests: readonly SipRequest[], offer: string): string[] {
  return requests.flatMap((request) => {
    const challenge: [string, string] = [
      'WWW-Authenticate',
      'Digest realm="pbx.example.org", nonce="n", qop="auth", algorithm=MD5',
    ];
    return [
      createResponse(request, 100),
      createResponse(request, 180, [['Contact', PEER_CONTACT]]),
      createResponse(request, 401, [challenge]),
      createResponse(request, 407, [['Proxy-Authenticate', challenge[1]]]),
      createResponse(request, 423, [['Min-Expires', '3600']]),
      createResponse(request, 503, [['Retry-After', '1']]),
      {
        ...createResponse(request, 200, [['Contact', headerOf(request, 'Contact') ?? PEER_CONTACT]]),
        body: offer,
      },
    ].map(serializeMessage);
  });
}

/** Everything there is to damage. `contact`: where the phone is reached; `sent`: requests of the phone's to answer. */
export function corpus(
  contact: string,
  dialog: PeerDialog,
  sent: readonly SipRequest[],
  offer: string,
): string[] {
  const outside = newDialog(contact);
  const requests = [
    ...inCall(dialog, offer),
    requestIn('INVITE', outside, { body: offer }),
    requestIn('CANCEL', outside),
    requestIn('OPTIONS', outside),
    requestIn('NOTIFY', outside, { headers: [['Event', 'message-summary']] }),
  ];
  return [...TORTURE, ...requests.map(serializeMessage), ...answersTo(sent, offer)];
}
