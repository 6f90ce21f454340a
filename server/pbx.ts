// Entry: the demo PBX as a process of its own, alone or as a child of the demo's web server.
// Owns start, the hooks that contain a failed call, and the end (signals, a parent that is gone).
import { isFaultOrder } from './shared/fault-order.ts';
import { PBX_HELP, readPbxOptions, type PbxOptions } from './pbx-options.ts';
import { DEMO_NUMBERS } from './media/numbers.ts';
import { startPbx, type Pbx } from './start-pbx.ts';

const EXIT_AFTER_MS = 500;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function report(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`a fault was contained: ${text}\n`);
}

function greet(pbx: Pbx, options: PbxOptions): void {
  print(`The demo PBX listens on ws://${options.host}:${String(pbx.port)}/sip`);
  if (options.like.name !== 'demo') print(`Behaves like ${options.like.title}`);
  print(`SIP domain   ${options.domain}`);
  for (const extension of ['1001', '1002'])
    print(`Extension    ${extension}, password ${pbx.passwordOf(extension)}`);
  print(
    `STUN, TURN   port ${String(pbx.turnPort)} (UDP, TCP), user ${pbx.turn.username}, ${pbx.turn.credential}`,
  );
  if (pbx.turnsPort !== undefined) print(`TURN in TLS  port ${String(pbx.turnsPort)}`);
  print('What to dial:');
  for (const { number, title } of DEMO_NUMBERS) print(`  ${number}  ${title}`);
}

function endWhenTold(pbx: Pbx): void {
  const end = (): void => {
    setTimeout(() => process.exit(0), EXIT_AFTER_MS);
    pbx.close();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.once('disconnect', () => {
    try {
      pbx.close();
    } finally {
      process.exit(0);
    }
  });
}

/** Does to the flows what the parent asks, for tests. Nothing on the network leads here. */
function obeyFaults({ faults }: Pbx): void {
  process.on('message', (order: unknown) => {
    if (!isFaultOrder(order)) return;
    const { fault, user, id } = order;
    if (fault === 'cut') faults.cut(user);
    else faults[fault](user ?? '');
    process.send?.({ type: 'faultDone', id });
  });
}

async function main(): Promise<void> {
  const options = readPbxOptions(process.argv.slice(2));
  if (options.help) {
    print(PBX_HELP);
    return;
  }
  const isChild = process.send !== undefined;
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  const turnSecret = process.env['BOTHWAYS_TURN_SECRET'];
  const gatewaySecret = process.env['BOTHWAYS_GATEWAY_SECRET'];
  const pbx = await startPbx(options, { gatewaySecret, turnSecret, print, onError: report });
  endWhenTold(pbx);
  if (isChild) {
    obeyFaults(pbx);
    const { port, turnPort, turnsPort } = pbx;
    process.send?.({ type: 'ready', port, turnPort, turnsPort });
  } else greet(pbx, options);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `the demo PBX could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
