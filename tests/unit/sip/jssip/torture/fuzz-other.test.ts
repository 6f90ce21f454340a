// The other half of the flood; see fuzz-one.test.ts.
import { testFlood } from '../../../../doubles/sip/fuzz/flood-test.ts';

testFlood(4475);
