// Every description of a call passes here on its way to the browser and from it: theirs is read and written anew (description/), ours is
// given back the sections that the browser does not know, and the person's wishes for the sound are put into both.
import {
  hearAnswer,
  hearOffer,
  NO_LAYOUT,
  tellAnswer,
  tellOffer,
  type Layout,
} from '../../description/layout.ts';
import { goOn, type Origin } from '../../description/origin.ts';
import { withKeysThatArrive } from '../../description/tone-order.ts';
import type { SessionMedia } from '../../user-agent.ts';

/** Whose description it is; `local` is an offer of ours. */
export type DescribedAs = 'local' | 'localAnswer' | 'remoteOffer' | 'remoteAnswer';

export class Descriptions {
  readonly #code: SessionMedia['describe'];
  #layout: Layout = NO_LAYOUT;
  /** What an offer of theirs asks for; agreed with our answer, forgotten where none follows. */
  #asked: Layout | undefined;
  #origin: Origin | undefined;
  /** An answer was given: a description may leave out from now on what goes on as before. */
  #isInCall = false;

  /** `code`: changes what a description says of the sound to what the person prefers. */
  constructor(code: SessionMedia['describe']) {
    this.#code = code;
  }

  /** A session begins, maybe in place of another: nothing is agreed yet. */
  begin(): void {
    this.#layout = NO_LAYOUT;
    this.#asked = undefined;
    this.#origin = undefined;
    this.#isInCall = false;
  }

  /** The description as it goes out, or as the browser gets it. */
  readonly describe = (sdp: string, as: DescribedAs): string => {
    switch (as) {
      case 'remoteOffer': {
        const heard = hearOffer(sdp, this.#layout, this.#isInCall);
        this.#asked = heard.layout;
        return withKeysThatArrive(this.#code(heard.sdp, as));
      }
      case 'remoteAnswer': {
        const heard = hearAnswer(sdp, this.#layout, this.#isInCall);
        this.#isInCall = true;
        return withKeysThatArrive(this.#code(heard, as));
      }
      case 'localAnswer':
        this.#layout = this.#asked ?? this.#layout;
        this.#asked = undefined;
        this.#isInCall = true;
        return this.#going(tellAnswer(this.#code(sdp, 'local'), this.#layout));
      case 'local': {
        const told = tellOffer(this.#code(sdp, 'local'), this.#layout);
        this.#layout = told.layout;
        this.#asked = undefined;
        return this.#going(told.sdp);
      }
    }
  };

  #going(sdp: string): string {
    const { sdp: told, origin } = goOn(sdp, this.#origin);
    this.#origin = origin;
    return told;
  }
}
