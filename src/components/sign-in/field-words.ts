// Label and hint of each field of the sign-in form. The labels are exact: tests and manuals name them.
import { msg } from '@lit/localize';
import type { SignInField } from '../../provisioning/sign-in-form.ts';

export interface FieldWords {
  readonly label: string;
  readonly hint: string;
}

const WORDS: Readonly<Record<SignInField, () => FieldWords>> = {
  username: () => ({ label: msg('Username'), hint: msg('Your extension or name, such as 1001.') }),
  password: () => ({ label: msg('Password'), hint: msg('The SIP password of this extension.') }),
  domain: () => ({ label: msg('Domain'), hint: msg('The part after the @, such as pbx.example.com.') }),
  webSocketServer: () => ({
    label: msg('WebSocket server'),
    hint: msg(
      'Such as wss://pbx.example.com:8089/ws. Several: separated by commas, the preferred one first.',
    ),
  }),
  displayName: () => ({
    label: msg('Display name'),
    hint: msg('Optional. The name others see when you call.'),
  }),
  authUsername: () => ({
    label: msg('Auth username'),
    hint: msg('Optional. Only if the server gave you a separate one.'),
  }),
  turnServiceUrl: () => ({
    label: msg('Address of the service'),
    hint: msg('Such as https://example.com/turn. It is asked before each call.'),
  }),
  turnServiceToken: () => ({
    label: msg('Token'),
    hint: msg('Optional. Sent as a header (Authorization: Bearer), never in the address.'),
  }),
};

/** Label and hint of a field. */
export function fieldWords(field: SignInField): FieldWords {
  return WORDS[field]();
}
