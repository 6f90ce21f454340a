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
