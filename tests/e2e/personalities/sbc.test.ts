import { describePersonality } from './suite.ts';

describePersonality('sbc', { declined: 'They declined the call' });
