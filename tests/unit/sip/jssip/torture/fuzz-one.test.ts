// Half of the flood of damaged messages; the other half runs beside it.
import { testFlood } from '../../../../doubles/sip/fuzz/flood-test.ts';

testFlood(20_261);
