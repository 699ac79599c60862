import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * A process to be killed: puts the key of the device in FOLDER under seal, and is killed just before or
 * just after its NUMBERth call that touches the disk. Says how many there were when it comes to its end.
 */
const [folder = '', secret = '', number = '0', when = 'before'] = process.argv.slice(2);
const METHODS = ['open', 'readFile', 'rename', 'rm'] as const;
const HANDLE_METHODS = ['writeFile', 'sync', 'close'] as const;
let calls = 0;

function killAround(owner: object, name: string): void {
  const original = Reflect.get(owner, name);
  Reflect.set(owner, name, async function killable(this: unknown, ...args: unknown[]) {
    calls += 1;
    const isMine = calls === Number(number);
    if (isMine && when === 'before') process.kill(process.pid, 'SIGKILL');
    const result = await Reflect.apply(original, this, args);
    if (isMine && when === 'after') process.kill(process.pid, 'SIGKILL');
    return result;
  });
}

const probe = await fs.promises.open(process.execPath, 'r');
const handle = Object.getPrototypeOf(probe);
await probe.close();
for (const name of METHODS) killAround(fs.promises, name);
for (const name of HANDLE_METHODS) killAround(handle, name);
syncBuiltinESMExports();

const { openIdentity } = await import('../core/device/device-identity.ts');
const { pino } = await import('pino');
const log = pino({ level: 'silent' });
await openIdentity({ folder, log, systemSecret: Buffer.from(secret, 'base64url') });
process.stdout.write(String(calls));
