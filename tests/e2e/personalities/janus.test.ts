import { describePersonality } from './suite.ts';

describePersonality('janus', { declined: 'They declined the call' });
