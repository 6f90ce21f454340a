// The words for a mistake in the sign-in form, said at its field.
import { msg } from '@lit/localize';
import type { FieldProblem } from '../provisioning/field-problem.ts';

const WORDS: Readonly<Record<FieldProblem, () => string>> = {
  required: () => msg('This is needed to sign in.'),
  username: () => msg('Only the part before the @ belongs here: letters, digits and signs, no spaces.'),
  domain: () => msg('Enter a host name or an IP address alone: no https:// in front, no port behind.'),
  domainUnderscore: () =>
    msg(
      'A SIP domain has no underscore (_): letters, digits, hyphens and dots only. Its IP address works, too.',
    ),
  controlCharacter: () => msg('There is an invisible character in here. Type it again instead of pasting.'),
  tooLong: () => msg('This is too long: 2048 characters at most.'),
  webSocketSyntax: () => msg('This isn’t a complete address. It looks like wss://pbx.example.com:8089/ws.'),
  webSocketScheme: () => msg('The address must start with wss:// (or leave the start out).'),
  webSocketInsecure: () =>
    msg('ws:// sends everything unencrypted. Use wss:// (ws:// works for this very machine only).'),
  webSocketPort: () =>
    msg(
      'Browsers refuse this port for any page, so it can never work. WebSocket usually has a port of its own, such as 8089 or 443.',
    ),
  iceScheme: () =>
    msg(
      'The address has the wrong kind: stun: belongs in a STUN row, turn: in a TURN row, and no other works.',
    ),
  iceHost: () =>
    msg(
      'This isn’t a host name or IP address. It looks like turn.example.com, in plain letters without accents.',
    ),
  icePort: () => msg('The port must be a number from 1 to 65535.'),
  iceTransport: () => msg('Only ?transport=udp or ?transport=tcp can follow, and only on a TURN server.'),
  iceTooMany: () =>
    msg('These are too many addresses: 32 at most. A browser slows down with more than four.'),
  turnCredentialsMissing: () => msg('A TURN server always asks for a username and a password.'),
  turnServerMissing: () => msg('There is a TURN username, but no TURN server it belongs to.'),
  turnServiceUrl: () =>
    msg(
      'This must be a whole https:// address without a name or password in it (http:// works for this very machine only).',
    ),
  turnServiceMissing: () => msg('There is a token, but no address it belongs to.'),
  relayMissing: () =>
    msg('Without a TURN server there would be no sound at all. Enter one, or switch this off.'),
};

/** What is wrong with a field, and how it should look. */
export function fieldProblemWords(problem: FieldProblem): string {
  return WORDS[problem]();
}
