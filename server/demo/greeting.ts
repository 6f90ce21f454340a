// What the demo prints when it is ready: where to go, what to dial, how a second device joins.
// Owns the words on the console; pure.
import { SERVER_NUMBERS, SOUND_NUMBERS } from '../media/numbers.ts';

export interface GreetingInputs {
  readonly origin: string;
  /** The port that was asked for; another one in `origin` is explained. */
  readonly wantedPort: number;
  readonly port: number;
  readonly links: readonly { readonly extension: string; readonly url: string }[];
  readonly authorityUrl: string | undefined;
  /** What the PBX behaves like, where it is not itself. */
  readonly like?: string | undefined;
  /** Whether the console shows colours. */
  readonly colours: boolean;
}

function trustSteps(authorityUrl: string): string[] {
  return [
    `A second device: fetch ${authorityUrl} there and trust it as an authority, then open the address above.`,
    '  Windows   open the file, Install Certificate, Local Machine, Trusted Root Certification Authorities',
    '  macOS     open the file, in Keychain Access set it to Always Trust',
    '  Linux     Chrome: Settings, Privacy and security, Security, Manage certificates, Custom, Import',
    '  Android   Settings, Security, Encryption and credentials, Install a certificate, CA certificate',
    '  iOS       install the profile, then Settings, General, About, Certificate Trust Settings',
    '  Firefox   Settings, Certificates, View Certificates, Authorities, Import',
    '',
  ];
}

/** The command that asks for another link; curl does not know the authority of `--lan`. */
function freshLink(origin: string): string {
  const trusting = origin.startsWith('https:') ? ' -k' : '';
  return `curl${trusting} -d '{"extension":"1001"}' ${origin}/demo/link`;
}

/** The greeting, line by line. */
export function greeting(inputs: GreetingInputs): string[] {
  const bold = (text: string): string => (inputs.colours ? `\u001b[1m${text}\u001b[0m` : text);
  const dim = (text: string): string => (inputs.colours ? `\u001b[2m${text}\u001b[0m` : text);
  const moved = inputs.wantedPort !== 0 && inputs.wantedPort !== inputs.port;
  return [
    '',
    `  ${bold('Bothways')} is ready at ${bold(inputs.origin)}`,
    ...(moved ? [`  (port ${String(inputs.wantedPort)} is busy, so it is ${String(inputs.port)})`] : []),
    ...(inputs.like === undefined ? [] : [`  The PBX behaves like ${bold(inputs.like)}`]),
    '',
    '  What to dial',
    ...SOUND_NUMBERS.map(({ number, title }) => `    ${bold(number)}  ${title}`),
    `    ${bold(`${SERVER_NUMBERS[0]?.number ?? ''}…`)} What servers do by themselves: server/README.md has the list`,
    '',
    '  Two phones that can call each other: open each link in a window of its own',
    ...inputs.links.flatMap(({ extension, url }) => [`    ${bold(extension)}  ${dim(url)}`]),
    '    Each works once, within 15 minutes. Later “Try the demo” on the page gives an account of its own,',
    `    and this a fresh link: ${dim(freshLink(inputs.origin))}`,
    '',
    ...(inputs.authorityUrl === undefined ? [] : trustSteps(inputs.authorityUrl).map((line) => `  ${line}`)),
    `  ${dim('Ctrl-C ends it.')}`,
    '',
  ];
}
