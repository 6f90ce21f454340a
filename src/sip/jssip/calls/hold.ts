// Hold by transceiver direction and a re-offer (RFC 3264 8.4). JsSIP's own hold rewrites the SDP behind the
// browser's back and ends the call when the far side refuses (shared traps: docs/adr/0005-own-hold.md).

/** Sets the direction our next offer asks for on every audio transceiver. */
export function offerHold(connection: RTCPeerConnection, held: boolean): void {
  for (const transceiver of connection.getTransceivers()) {
    if (transceiver.receiver.track.kind === 'audio' && transceiver.direction !== 'stopped') {
      transceiver.direction = held ? 'sendonly' : 'sendrecv';
    }
  }
}

/** Takes back an offer the far side refused, so that the call goes on as it was (RFC 9429 4.1.10.2). */
export async function takeBackOffer(connection: RTCPeerConnection, wasHeld: boolean): Promise<void> {
  offerHold(connection, wasHeld);
  if (connection.signalingState === 'have-local-offer')
    await connection.setLocalDescription({ type: 'rollback' });
}
