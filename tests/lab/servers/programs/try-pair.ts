// Runs in a namespace: two phones, each registered at a server of its own, send each other a MESSAGE.
// try-pair URL URL2 DOMAIN. Prints JSON: the statuses that the senders got, and what the receivers got.
import { setTimeout as wait } from 'node:timers/promises';
import { Flow } from '../../../bench/registrations/flow.ts';

const SPREAD_MS = 1000;

const [url = '', url2 = '', domain = ''] = process.argv.slice(2);
const account = (username: string) => ({ username, password: `secret-${username}`, domain });

const one = await Flow.open(url, account('1001'));
const two = await Flow.open(url2, account('1002'));
const received: string[] = [];
one.onRequest((method) => received.push(`1001 ${method}`));
two.onRequest((method) => received.push(`1002 ${method}`));
await one.register();
await two.register();
await wait(SPREAD_MS); // registrations travel between the servers
const statuses = [await one.message('1002'), await two.message('1001'), await one.message('1003')];
process.stdout.write(JSON.stringify({ statuses, received }), () => process.exit(0));
