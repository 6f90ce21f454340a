// Asterisk passes a decline on as 480 (recorded), so the caller can't know more.
import { describePersonality } from './suite.ts';

describePersonality('asterisk', { declined: 'They can’t be reached now' });
