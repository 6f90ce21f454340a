import { describePersonality } from './suite.ts';

describePersonality('kamailio', { declined: 'They declined the call' });
