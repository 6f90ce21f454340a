// The audio of one call as a behaviour sees it: packets in, packets out, and a switch that cuts the line.
// Owns the binding to werift and the counters; refuses to decide what is said (see behaviours/).
import { MediaStreamTrack, RtpHeader, type RtpPacket } from 'werift';
import { DtmfReader } from './dtmf.ts';
import type { CallRecord } from '../ledger.ts';
import type { FarEndPeerConnection } from '../jssip/peer-connection.ts';

/** werift reads `inboundPacketLoss` as the percentage that is kept; 0 would switch the filter off. */
const KEEP_NOTHING = 1e-9;

type Sender = ReturnType<FarEndPeerConnection['getSenders']>[number];

export class MediaLine {
  /** What is sent goes through this track. */
  readonly track = new MediaStreamTrack({ kind: 'audio' });
  readonly #dtmf = new DtmfReader();
  #pc: FarEndPeerConnection | undefined;
  #listener: (packet: RtpPacket) => void = () => undefined;
  #isCut = false;
  #isHeld = false;
  #quiet: NodeJS.Timeout | undefined;
  /** DTMF packets so far: an echo without them must not look like loss. */
  #skipped = 0;

  constructor(readonly record: CallRecord) {}

  /** Takes the connection that JsSIP has made for the call. */
  attach(pc: FarEndPeerConnection): void {
    this.#pc = pc;
    pc.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe((packet) => {
        this.#receive(packet);
      });
    });
  }

  /** The codec that the far end sends, e.g. `audio/opus`; undefined before it is negotiated. */
  get mimeType(): string | undefined {
    return this.#sender?.codec?.mimeType;
  }

  /** Told of every audio packet, DTMF taken out. */
  onPacket(listener: (packet: RtpPacket) => void): void {
    this.#listener = listener;
  }

  /** Sends one packet; payload type and SSRC are filled in. Nothing is sent on hold or on a cut line. */
  send(packet: RtpPacket): void {
    if (this.#isCut || this.#isHeld || this.#pc?.connectionState !== 'connected') return;
    this.track.writeRtp(packet);
    this.record.packets.sent++;
    this.record.bytes.sent += packet.payload.length;
  }

  /** What is sent from now on comes from elsewhere: sequence and clock go on from where they are (RFC 3550 section 5.1). */
  changeSource(): void {
    const isOpus = /opus/i.test(this.mimeType ?? '');
    this.#sender?.replaceRTP(new RtpHeader(), false, isOpus ? 960 : 160); // the header is not looked at
  }

  /** No RTCP leaves for so long; a cut line stays without. */
  quietReports(ms: number): void {
    const transport: Partial<Sender['dtlsTransport']> | undefined = this.#sender?.dtlsTransport;
    if (transport === undefined || ms === 0) return;
    clearTimeout(this.#quiet);
    transport.sendRtcp = () => Promise.resolve(undefined);
    this.#quiet = setTimeout(() => {
      if (!this.#isCut) delete transport.sendRtcp;
    }, ms);
    this.#quiet.unref();
  }

  /** While held, nothing is sent (RFC 3264 section 8.4). */
  set held(isHeld: boolean) {
    this.#isHeld = isHeld;
    this.record.held = isHeld;
  }

  /** From now on nothing arrives: neither the caller's audio nor its RTCP, and so no report about it leaves. */
  loseInbound(keptPercent = KEEP_NOTHING): void {
    if (this.#pc !== undefined) this.#pc.config.debug = { ...this.#pc.config.debug };
    if (this.#pc !== undefined) this.#pc.config.debug.inboundPacketLoss = keptPercent;
  }

  /** Delays each arriving packet by 0 to `ms`, before it is counted: the jitter shows in the far end's reports. */
  jitterInbound(ms: number, random: () => number): void {
    const receiver = this.#pc?.getReceivers()[0];
    if (receiver === undefined) return;
    const handle = receiver.handleRtpBySsrc;
    receiver.handleRtpBySsrc = (packet, extensions) => {
      setTimeout(handle, random() * ms, packet, extensions);
    };
  }

  /** What is sent from now on, reports apart, is encrypted so that nobody can check it: the last byte of its tag is wrong (RFC 3711 4.2). */
  spoilKey(): void {
    const transport = this.#sender?.dtlsTransport;
    if (transport === undefined) return;
    transport.sendRtp = async (payload, header) => {
      const packet = transport.srtp.encrypt(payload, header);
      packet[packet.length - 1] = (packet.at(-1) ?? 0) ^ 0xff;
      await transport.iceTransport.connection.send(packet).catch(() => undefined);
      return packet.length;
    };
  }

  /** Cuts both ways, RTCP included, while ICE and the dialog stay alive. */
  cut(): void {
    this.#isCut = true;
    this.loseInbound();
    const transport = this.#sender?.dtlsTransport;
    if (transport !== undefined) transport.sendRtcp = () => Promise.resolve(undefined);
  }

  /** Undoes `cut`. */
  mend(): void {
    this.#isCut = false;
    if (this.#pc !== undefined) delete this.#pc.config.debug.inboundPacketLoss;
    const transport: Partial<Sender['dtlsTransport']> | undefined = this.#sender?.dtlsTransport;
    delete transport?.sendRtcp;
  }

  get #sender(): Sender | undefined {
    return this.#pc?.getSenders()[0];
  }

  #receive(packet: RtpPacket): void {
    this.record.packets.received++;
    this.record.bytes.received += packet.payload.length;
    if (packet.header.payloadType === this.#sender?.codec?.payloadType) {
      packet.header.sequenceNumber = (packet.header.sequenceNumber - this.#skipped) & 0xffff;
      this.#listener(packet);
    } else if (packet.payload.length === 4) {
      this.#skipped++;
      this.record.digits += this.#dtmf.read(packet.payload, packet.header.timestamp) ?? '';
    }
  }
}
