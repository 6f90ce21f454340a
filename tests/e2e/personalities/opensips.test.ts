import { describePersonality } from './suite.ts';

describePersonality('opensips', { declined: 'They declined the call' });
