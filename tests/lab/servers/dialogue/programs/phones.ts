// Runs in a namespace: scripted phones that do what lines on standard input say, one JSON answer a line.
// phones DOMAIN. A line: {"user":"1001","act":"register","with":"wss://..."}.
import { createInterface } from 'node:readline';
import { ScriptedPhone } from '../scripted-phone.ts';

type Act =
  | 'register'
  | 'call'
  | 'dial'
  | 'awaitAnswer'
  | 'cancel'
  | 'ringOnly'
  | 'answer'
  | 'ask'
  | 'send'
  | 'sendAgain'
  | 'drop'
  | 'received'
  | 'forget'
  | 'hasGruu';

interface Order {
  readonly user: string;
  readonly act: Act;
  readonly with?: string;
}

const [domain = ''] = process.argv.slice(2);
const phones = new Map<string, ScriptedPhone>();

function phoneOf(user: string): ScriptedPhone {
  const phone = phones.get(user) ?? new ScriptedPhone({ user, password: `secret-${user}`, domain });
  phones.set(user, phone);
  return phone;
}

async function obey({ user, act, with: given = '' }: Order): Promise<unknown> {
  const phone = phoneOf(user);
  switch (act) {
    case 'register':
    case 'call':
    case 'dial':
    case 'ask':
      return phone[act](given);
    case 'send':
      phone.send(given);
      return undefined;
    case 'cancel':
    case 'awaitAnswer':
    case 'sendAgain':
      return phone[act]();
    case 'drop':
    case 'ringOnly':
    case 'answer':
      phone[act]();
      return undefined;
    case 'received':
      return phone.received;
    case 'forget':
      return phone.received.splice(0).length;
    case 'hasGruu':
      return phone.hasGruu;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const outcome = await obey(JSON.parse(line) as Order).catch((error: unknown) => `failed: ${String(error)}`);
  process.stdout.write(`${JSON.stringify(outcome ?? null)}\n`);
}
process.exit(0);
