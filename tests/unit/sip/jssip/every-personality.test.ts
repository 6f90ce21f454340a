// Whatever server people run: in ten minutes of rest, two minutes of ringing and ten minutes of a call, one connection.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PERSONALITIES } from '../../../../server/personality/catalogue.ts';
import { media } from '../../../doubles/sip/test-phone.ts';
import { Pair, settle } from './support/pair.ts';

const TEN_MINUTES_MS = 600_000;

describe.each(PERSONALITIES.map((like) => ({ like, name: like.name })))(
  'with a server like $name',
  ({ like }) => {
    let pair: Pair;
    const connections = (): number => new Set(pair.network.wire.map(({ connectionId }) => connectionId)).size;

    beforeEach(async () => {
      vi.useFakeTimers();
      pair = new Pair({ like });
      await pair.start();
    });
    afterEach(async () => {
      await pair.stop();
    });

    it('a phone at rest keeps its connection for ten minutes', async () => {
      await settle(TEN_MINUTES_MS);
      expect(pair.pbx.registered).toEqual(['1001', '1002']);
      expect(connections()).toBe(2);
    });

    it('a call rings for two minutes as one call, is answered and goes on for ten', async () => {
      const talk = await pair.ring();
      await settle(120_000);
      expect(connections()).toBe(2);
      expect(new Set(pair.requests('INVITE').map((text) => /^Call-ID: (.+)$/mu.exec(text)?.[1])).size).toBe(
        1,
      );
      expect(pair.requests('CANCEL')).toEqual([]);
      talk.called.answer(media());
      await settle();
      expect(pair.directions(talk)).toEqual(['sendrecv', 'sendrecv']);
      await settle(TEN_MINUTES_MS);
      expect(connections()).toBe(2);
      expect([pair.isOver(pair.alice, talk.calling), pair.isOver(pair.bob, talk.called)]).toEqual([
        false,
        false,
      ]);
      talk.called.terminate();
      await settle();
      expect(pair.isOver(pair.alice, talk.calling)).toBe(true);
    });
  },
);
