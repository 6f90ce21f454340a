// Opens microphones through getUserMedia and turns its errors into reasons a person can act on.
// Source: W3C mediacapture-main 10.3.1 (errors), 10.2 (secure contexts).
import type { Microphone, MicrophoneProblem, MicrophoneResult, VoiceProcessing } from '../media-session.ts';
import { microphoneProblem } from '../microphone-problem.ts';
import { permissionNow } from './microphone-permission.ts';

function opened(stream: MediaStream): Microphone {
  const track = stream.getAudioTracks()[0];
  const device = { id: track?.getSettings().deviceId ?? '', label: track?.label ?? '' };
  const stop = (): void => {
    for (const each of stream.getTracks()) each.stop();
  };
  return { stream, device, stop };
}

function request(deviceId: string, processing: VoiceProcessing): Promise<MediaStream> {
  const { echoCancellation, noiseSuppression, autoGainControl } = processing;
  const audio: MediaTrackConstraints = { echoCancellation, noiseSuppression, autoGainControl };
  if (deviceId !== '') audio.deviceId = { exact: deviceId };
  return navigator.mediaDevices.getUserMedia({ audio });
}

async function problemOf(error: unknown): Promise<MicrophoneProblem> {
  return error instanceof DOMException ? microphoneProblem(error, await permissionNow()) : 'busy';
}

/** Opens a microphone; where the chosen one is gone, the system's choice. Never rejects. */
export async function openMicrophone(
  deviceId: string,
  processing: VoiceProcessing,
): Promise<MicrophoneResult> {
  // Insecure pages have no mediaDevices at all, whatever the type says.
  if (!window.isSecureContext || !('mediaDevices' in navigator))
    return { kind: 'unavailable', problem: 'insecurePage' };
  try {
    return { kind: 'opened', microphone: opened(await request(deviceId, processing)) };
  } catch (error) {
    const problem = await problemOf(error);
    if (problem === 'missing' && deviceId !== '') return openMicrophone('', processing);
    return { kind: 'unavailable', problem };
  }
}
