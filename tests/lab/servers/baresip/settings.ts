// The plain phone's files: an ordinary SIP telephone on UDP that answers, plays a tone and writes down what it hears.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { User } from '../../../../deploy/users.mjs';
import { HERTZ } from '../../../fixtures/voices.ts';
import type { PlainCodec } from '../types.ts';
import { toneFile } from './tone.ts';

export const CONTROL_PORT = 4444;
/** At the end of the file the phone hangs up: longer than any cell. */
const TONE_SECONDS = 300;
const CODECS: Readonly<Record<PlainCodec, string>> = { PCMU: 'PCMU/8000/1', opus: 'opus/48000/2' };
const MODULES = '/usr/lib/baresip/modules';

export interface PhoneSettings {
  readonly folder: string;
  readonly user: User;
  readonly domain: string;
  readonly address: string;
  /** Address of the proxy. */
  readonly proxy: string;
}

/** No `stdio.so`: it would read the terminal. `sndfile` records; the player leads nowhere. */
function configuration({ folder, address }: PhoneSettings): string {
  return `sip_listen ${address}:5060
audio_source aufile,${join(folder, 'tone.wav')}
audio_player aubridge,nowhere
audio_alert aubridge,nowhere
ausrc_srate 8000
auplay_srate 8000
ausrc_channels 1
auplay_channels 1
rtp_stats yes
module_path ${MODULES}
module aufile.so
module aubridge.so
module sndfile.so
module g711.so
module opus.so
module_tmp uuid.so
module_tmp account.so
module_app contact.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:${CONTROL_PORT}
snd_path ${join(folder, 'heard')}
statmode_default off
`;
}

function account({ user, domain, proxy }: PhoneSettings, codecs: readonly PlainCodec[]): string {
  const parameters = [
    `auth_pass=${user.password}`,
    `outbound="sip:${proxy}:5060;transport=udp"`,
    'regint=300',
    'answermode=auto',
    `audio_codecs=${codecs.map((codec) => CODECS[codec]).join(',')}`,
  ];
  return `<sip:${user.username}@${domain}>;${parameters.join(';')}\n`;
}

/** Writes which codecs the phone speaks from its next start on. Answering, it follows the caller's order, not this one. */
export function writeAccount(settings: PhoneSettings, codecs: readonly PlainCodec[]): void {
  writeFileSync(join(settings.folder, 'accounts'), account(settings, codecs));
}

/** Writes the folder that `baresip -f` takes. */
export function writePhoneSettings(settings: PhoneSettings): void {
  mkdirSync(join(settings.folder, 'heard'), { recursive: true });
  writeFileSync(join(settings.folder, 'config'), configuration(settings));
  writeAccount(settings, ['PCMU', 'opus']);
  writeFileSync(join(settings.folder, 'contacts'), '');
  writeFileSync(join(settings.folder, 'tone.wav'), toneFile(HERTZ.plain, TONE_SECONDS));
}
