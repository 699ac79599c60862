import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { z } from 'zod';

/** By what a computer is told from a copy of it. */
export const Machine = z.object({
  /** The number that the operating system gave itself when it was installed; null where it tells none. */
  installation: z.string().nullable(),
  /** The number that the hardware, or a virtual machine's host, gives. */
  hardware: z.string().nullable(),
  hostname: z.string(),
});
export type Machine = z.infer<typeof Machine>;

/**
 * Whether a disk image that holds an identity was copied to another computer. A computer that got another name is
 * the same by its hardware, one with a new main board by its name; a copy that was not made anonymous beforehand has
 * neither.
 */
export function isOtherMachine(then: Machine, now: Machine): boolean {
  if (differ(then.installation, now.installation)) return true;
  return differ(then.hardware, now.hardware) && then.hostname !== now.hostname;
}

function differ(left: string | null, right: string | null): boolean {
  return left !== null && right !== null && left !== right;
}

export async function readMachine(): Promise<Machine> {
  const [installation, hardware] =
    process.platform === 'win32'
      ? await Promise.all([
          readRegistry('HKLM\\SOFTWARE\\Microsoft\\Cryptography', 'MachineGuid'),
          readRegistry('HKLM\\SYSTEM\\HardwareConfig', 'LastConfig'),
        ])
      : await Promise.all([
          readWord('/etc/machine-id'),
          // On Linux only root can read it.
          readWord('/sys/class/dmi/id/product_uuid'),
        ]);
  return { installation, hardware, hostname: hostname() };
}

async function readWord(path: string): Promise<string | null> {
  const word = (await readFile(path, 'utf8').catch(() => '')).trim();
  return word === '' ? null : word;
}

async function readRegistry(key: string, name: string): Promise<string | null> {
  const query = ['query', key, '/v', name, '/reg:64'];
  const { stdout } = await promisify(execFile)('reg.exe', query, { windowsHide: true }).catch(
    () => ({ stdout: '' }),
  );
  return /\bREG_SZ\s+(\S+)/.exec(stdout)?.[1] ?? null;
}
