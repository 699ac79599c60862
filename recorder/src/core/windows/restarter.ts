import { spawn } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log.ts';

export interface RestarterOptions {
  /** The path of the installed program, beside the recorder. */
  readonly installed: string;
  /** The recorder's own folder: there an upgrade minds no program that runs. */
  readonly folder: string;
  /** What is to be started. */
  readonly program: string;
  /** The pipe that is there while a recorder runs. */
  readonly pipe: string;
  readonly log: Log;
}

export interface Restarter {
  /** An orderly end: nothing is to be started. */
  dismiss(): void;
}

/**
 * A program that outlives this one, and starts the recorder again when both of its processes are
 * ended by force, as an upgrade does. Without it, that waits for the next sign-in.
 */
export async function startRestarter(options: RestarterOptions): Promise<Restarter> {
  const { installed, folder, program, pipe, log } = options;
  const own = join(folder, 'restarter.exe');
  await copyFile(installed, own).catch((error: unknown) => {
    // That of the run before may still be there, and is as good.
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
