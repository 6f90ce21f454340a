// Opens microphones through getUserMedia and turns its errors into reasons a person can act on.
// Source: W3C mediacapture-main 10.3.1 (errors), 10.2 (secure contexts).
import type {
  CallMicrophone,
  Microphone,
  MicrophoneProblem,
  MicrophoneResult,
  VoiceProcessing,
} from '../media-session.ts';
import { microphoneProblem } from '../microphone-problem.ts';
import { permissionNow } from './microphone-permission.ts';
import { watchTalk } from './talk-watch.ts';

/** `enabled` is each copy's own (W3C mediacapture-main 4.3.4): it is set before anything can be sent. */
function tapOf(track: MediaStreamTrack, isSilent: boolean): CallMicrophone {
  const copy = track.clone();
  copy.enabled = !isSilent;
  return {
    stream: new MediaStream([copy]),
    get isShutOff(): boolean {
      return copy.muted;
    },
    get isEnded(): boolean {
      return copy.readyState === 'ended';
    },
    setSilent: (silent) => {
      copy.enabled = !silent;
    },
    stop: () => {
      copy.stop();
    },
  };
}

function opened(stream: MediaStream): Microphone {
  const [track] = stream.getAudioTracks();
  if (track === undefined) throw new DOMException('no audio in the stream', 'NotFoundError');
  return {
    stream,
    device: { id: track.getSettings().deviceId ?? '', label: track.label },
    tap: (isSilent) => tapOf(track, isSilent),
    onEnded: (listener) => {
      track.addEventListener('ended', listener, { once: true });
    },
    watchTalk: (onChange) => watchTalk(stream, onChange),
    stop: () => {
      track.stop();
    },
  };
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
