// What the servers that stand in every call (RFC 7092 2.1: B2BUAs) have in common, where nothing else is known of one.
import type { Manners } from '../proxy/manners.ts';

export const B2BUA_MANNERS: Manners = {
  believes: 'nobody',
  optionsToDomain: { isOpen: true, status: 200 },
  standsBetween: true,
  answeredElsewhere: ['SIP;cause=200;text="Call completed elsewhere"'],
  registration: () => ({ maxContacts: undefined, whenFull: 'refuse' }),
};
