// The second flow with its registration (RFC 5626): begun once a server that keeps several flows has accepted the first; ended if
// it turns out that the second has replaced the first. Requests of ours, outgoing calls and the state on screen use the first
// flow only.
import type { UA } from 'jssip';
import type { WebSocketServer } from '../transport/server-order.ts';
import { keepsBoth, offersOutbound } from '../wire/outbound-support.ts';
import type { RefusedCall } from '../wire/request-rules.ts';
import type { OwnContact } from '../wire/register-answer.ts';
import type { SipHead } from '../wire/sip-message.ts';
import { Registration } from './registration.ts';
import { secondRegistrator, type Registrator } from './registrator.ts';
import type { FlowMaker } from './transport/flow-maker.ts';
import { SecondFlow } from './transport/second-flow.ts';
import type { Signalling } from './transport/signalling.ts';

export interface SecondRegistrationListener {
  /** A call came that can't ring here. */
  refused(invite: SipHead, why: RefusedCall): void;
  inCall(): boolean;
  /** The server keeps one registration only, and it is not the first any more. */
  tookFirstsPlace(): void;
}

export class SecondRegistration {
  readonly #signalling: Signalling;
  readonly #flow: SecondFlow;
  readonly #registrator: Registrator;
  readonly #registration: Registration;

  /** To be made before anything is sent; `own` is the contact of the first. */
  constructor(
    ua: UA,
    ways: { readonly signalling: Signalling; readonly maker: FlowMaker },
    servers: readonly WebSocketServer[],
    own: OwnContact,
    listener: SecondRegistrationListener,
  ) {
    this.#signalling = ways.signalling;
    this.#flow = new SecondFlow(servers, ways.maker, {
      inCall: () => listener.inCall(),
      opened: (server) => {
        this.#registration.begin(server);
      },
      lost: () => {
        this.#registration.pause();
      },
      heard: (head) => {
        this.#registration.heard(head);
      },
      refused: (invite, why) => {
        listener.refused(invite, why);
      },
      deliver: (text) => {
        ways.signalling.ondata(text);
      },
    });
    ways.signalling.join(this.#flow);
    this.#registrator = secondRegistrator(ua, (text) => this.#flow.send(text));
    this.#registration = this.#newRegistration({ ...own, regId: 2 }, listener);
  }

  /** The server has accepted the first flow with this answer. */
  firstAccepted(answer: SipHead): void {
    const url = this.#signalling.server;
    if (url !== undefined && offersOutbound(answer)) this.#flow.goBeside(url);
    else this.#flow.leave();
  }

  /** Tells the server that nobody is there any more; the connection ends with the other. */
  signOut(): void {
    this.#registration.stop();
    this.#registrator.unregister();
  }

  #newRegistration(own: OwnContact, listener: SecondRegistrationListener): Registration {
    return new Registration(this.#registrator, own, {
      inCall: () => listener.inCall(),
      accepted: (_expiresAtMs, answer) => {
        this.#flow.accepted();
        if (keepsBoth(answer, own.instanceId)) return;
        this.#registration.stop();
        this.#flow.end();
        listener.tookFirstsPlace();
      },
      failed: () => undefined,
      // The first asks for both.
      askBindings: () => Promise.resolve({ kind: 'unknown' }),
      silent: () => {
        this.#flow.suspect();
      },
    });
  }
}
