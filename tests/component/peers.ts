// Peer connections of this page, joined in pairs: what each sent and heard, by its own statistics.

interface Entry {
  readonly type: string;
  readonly kind?: string;
  readonly totalAudioEnergy?: number;
  readonly packetsSent?: number;
  readonly packetsReceived?: number;
}

/** Offers from one to the other, until both are stable. Candidates are handed over as they come. */
export async function negotiate(one: RTCPeerConnection, other: RTCPeerConnection): Promise<void> {
  await one.setLocalDescription();
  await other.setRemoteDescription(one.localDescription ?? { type: 'offer' });
  await other.setLocalDescription();
  await one.setRemoteDescription(other.localDescription ?? { type: 'answer' });
}

/** Hands the candidates of each to the other. */
export function introduce(one: RTCPeerConnection, other: RTCPeerConnection): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null) void to.addIceCandidate(candidate);
    });
  }
}

export async function connected(connection: RTCPeerConnection): Promise<void> {
  while (connection.connectionState !== 'connected')
    await new Promise((resolve) => {
      connection.addEventListener('connectionstatechange', resolve, { once: true });
    });
}

async function sum(connection: RTCPeerConnection, type: string, member: keyof Entry): Promise<number> {
  let total = 0;
  (await connection.getStats()).forEach((entry: Entry) => {
    if (entry.type === type && entry.kind === 'audio') total += Number(entry[member] ?? 0);
  });
  return total;
}

/** Energy that went into the encoder so far: what leaves (W3C webrtc-stats, media-source.totalAudioEnergy). */
export const sentEnergy = (connection: RTCPeerConnection): Promise<number> =>
  sum(connection, 'media-source', 'totalAudioEnergy');

/** Energy that was played so far. */
export const heardEnergy = (connection: RTCPeerConnection): Promise<number> =>
  sum(connection, 'inbound-rtp', 'totalAudioEnergy');

export const sentPackets = (connection: RTCPeerConnection): Promise<number> =>
  sum(connection, 'outbound-rtp', 'packetsSent');

/** Plays whatever comes: without it Chromium decodes nothing. */
export function playing(connection: RTCPeerConnection): HTMLAudioElement {
  const element = new Audio();
  connection.addEventListener('track', ({ track }) => {
    element.srcObject = new MediaStream([track]);
    void element.play();
  });
  return element;
}
