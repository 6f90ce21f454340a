// The connection that is used to reach the server, and how the server takes it. Pure; signalling.ts moves it.
//
//   none --opened--> opened --accepted--> accepted
//                    opened --refused, or no answer in time--> refused --accepted--> accepted
//   opened, accepted, refused --fellSilent--> silent: given up, and still listened to
//   silent --spoke--> returned (the server knew it before), or opened     returned --accepted, refused--> accepted
//   any --opened--> opened, with another connection                       any --left--> none
export type Way<Connection> =
  | { readonly kind: 'none' }
  | { readonly kind: 'opened' | 'accepted' | 'refused' | 'returned'; readonly connection: Connection }
  | { readonly kind: 'silent'; readonly connection: Connection; readonly wasKnown: boolean };

export type WayEvent<Connection> =
  | { readonly kind: 'opened'; readonly connection: Connection }
  /** The server has said what it makes of us. */
  | { readonly kind: 'accepted' | 'refused' }
  | { readonly kind: 'fellSilent' | 'spoke' | 'left' };

/** The connection that may be sent on; undefined where there is none. */
export function inUse<Connection>(way: Way<Connection>): Connection | undefined {
  return way.kind === 'none' || way.kind === 'silent' ? undefined : way.connection;
}

/** Whether the server has accepted us over it. */
export function isKnown({ kind }: Way<unknown>): boolean {
  return kind === 'accepted' || kind === 'returned';
}

/** Whether the server's answer to it is still open. */
export function isUnanswered({ kind }: Way<unknown>): boolean {
  return kind === 'opened' || kind === 'returned';
}

function answered<Connection>(way: Way<Connection>, isAccepted: boolean): Way<Connection> {
  if (way.kind === 'none' || way.kind === 'silent') return way;
  // One that it knew before it still knows, whatever it says to a refresh.
  const kind = isAccepted || isKnown(way) ? 'accepted' : 'refused';
  return { kind, connection: way.connection };
}

/** The next state; the same where the event makes no sense. */
export function nextWay<Connection>(way: Way<Connection>, event: WayEvent<Connection>): Way<Connection> {
  switch (event.kind) {
    case 'opened':
      return event;
    case 'accepted':
    case 'refused':
      return answered(way, event.kind === 'accepted');
    case 'fellSilent':
      if (way.kind === 'none' || way.kind === 'silent') return way;
      return { kind: 'silent', connection: way.connection, wasKnown: isKnown(way) };
    case 'spoke':
      if (way.kind !== 'silent') return way;
      return { kind: way.wasKnown ? 'returned' : 'opened', connection: way.connection };
    case 'left':
      return { kind: 'none' };
  }
}
