import { describePersonality } from './suite.ts';

describePersonality('threecx', { declined: 'They declined the call' });
