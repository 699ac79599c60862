import { spawn } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log.ts';

export interface RestarterOptions {
  /** The path of the installed program, beside the recorder. */
  readonly installed: string;
  /** The recorder's data folder, where a running program does not block an upgrade. */
  readonly folder: string;
  /** The program to start. */
  readonly program: string;
  /** The pipe that exists while a recorder runs. */
  readonly pipe: string;
  readonly log: Log;
}

export interface Restarter {
  /** Called at an orderly end: nothing is to be started. */
  dismiss(): void;
}

/**
 * Starts a program that outlives this one and starts the recorder again when both of its processes are
 * ended by force, as an upgrade does. Without it the recorder would start only at the next sign-in.
 */
export async function startRestarter(options: RestarterOptions): Promise<Restarter> {
  const { installed, folder, program, pipe, log } = options;
  const own = join(folder, 'restarter.exe');
  await copyFile(installed, own).catch((error: unknown) => {
    // The copy of the last run may still be running, and works as well.
    log.info({ err: error }, 'the restarter is not replaced');
  });
  const child = spawn(own, [program, pipe], {
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.on('error', (error) => log.warn({ err: error }, 'the restarter can not be started'));
  child.stdin?.on('error', () => {});
  child.unref();
  return { dismiss: () => void child.stdin?.end('end\n') };
}
