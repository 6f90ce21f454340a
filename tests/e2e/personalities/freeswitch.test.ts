import { describePersonality } from './suite.ts';

describePersonality('freeswitch', { declined: 'They declined the call' });
