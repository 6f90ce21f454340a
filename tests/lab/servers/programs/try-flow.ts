// Runs in a namespace: what a phone sees of a SIP server. try-flow URL DOMAIN USER PASSWORD [ORIGIN] [attempts]
// Prints JSON: a status for each attempt to register, whether CRLF is answered, OPTIONS' status; `refused` where no WebSocket opened.
import { Flow } from '../../../bench/registrations/flow.ts';

const [url = '', domain = '', username = '', password = '', origin = '', attempts = '1'] =
  process.argv.slice(2);

const account = { username, password, domain };

async function look(): Promise<object> {
  const flow = await Flow.open(url, account, origin === '' ? undefined : origin);
  const statuses: number[] = [];
  for (let count = 0; count < Number(attempts); count++) statuses.push(await flow.register());
  return { statuses, pong: await flow.ping(), options: await flow.options() };
}

const seen = await look().catch((error: unknown) => ({ refused: String(error) }));
process.stdout.write(JSON.stringify(seen), () => process.exit(0));
