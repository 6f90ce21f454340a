// The WebRTC leg of the far end behind Janus, in a page on Janus' own host. Each function is sent to the page as text: it can use
// nothing from outside. What Janus says is handed to `janusSaid`, which the test exposes.

/** What the functions here share, in the page. */
interface FarEndScope {
  socket: WebSocket;
  connection: RTCPeerConnection | undefined;
  janusSaid(text: string): void;
}

/** Opens Janus' API (its WebSocket transport). */
export function openSocket(port: number): Promise<void> {
  const scope = globalThis as unknown as FarEndScope;
  scope.socket = new WebSocket(`ws://127.0.0.1:${String(port)}`, 'janus-protocol');
  scope.socket.onmessage = ({ data }: MessageEvent<string>): void => {
    scope.janusSaid(data);
  };
  return new Promise((resolve, reject) => {
    scope.socket.onopen = (): void => {
      resolve();
    };
    scope.socket.onerror = (): void => {
      reject(new Error('Janus refused the WebSocket'));
    };
  });
}

export function say(text: string): void {
  (globalThis as unknown as FarEndScope).socket.send(text);
}

/** Makes a connection with the microphone, and the description to send: an answer where an offer is given. Complete with candidates. */
export async function describeCall(offer: string | undefined): Promise<string> {
  const scope = globalThis as unknown as FarEndScope;
  const connection = new RTCPeerConnection();
  scope.connection = connection;
  connection.ontrack = ({ streams: [stream] }): void => {
    const audio = document.body.appendChild(document.createElement('audio'));
    audio.srcObject = stream ?? null;
    void audio.play();
  };
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
  for (const track of microphone.getTracks()) connection.addTrack(track, microphone);
  if (offer !== undefined) await connection.setRemoteDescription({ type: 'offer', sdp: offer });
  await connection.setLocalDescription();
  while (connection.iceGatheringState !== 'complete') await new Promise((resolve) => setTimeout(resolve, 20));
  return connection.localDescription?.sdp ?? '';
}

export async function takeAnswer(sdp: string): Promise<void> {
  const { connection } = globalThis as unknown as FarEndScope;
  await connection?.setRemoteDescription({ type: 'answer', sdp });
}

/** Ends the connection and closes the microphone. */
export function endCall(): void {
  const scope = globalThis as unknown as FarEndScope;
  for (const { track } of scope.connection?.getSenders() ?? []) track?.stop();
  scope.connection?.close();
  scope.connection = undefined;
}
