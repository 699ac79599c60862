import { execFileSync } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { underLock } from './under-lock.ts';

const HERE = import.meta.dirname;

/** Installs electron-builder and Node for Windows at their first use. */
export function installTools(): Promise<void> {
  return underLock(join(HERE, '../dist/installing'), install);
}

async function install(): Promise<void> {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (!(await exists(join(HERE, 'node_modules')))) run('npm', args, HERE);
  const runtime = join(HERE, 'runtime');
  // Forced, since npm rejects packages for another system.
  if (!(await exists(join(runtime, 'node_modules')))) run('npm', [...args, '--force'], runtime);
}

export interface BuilderRequest {
  /** The folder that `stageApp` has laid out; the result is in its folder `out`. */
  readonly stage: string;
  /** Electron's zip, or the folder it was unpacked to. */
  readonly electronDist: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export function runBuilder({ stage, electronDist, args, env = {} }: BuilderRequest): void {
  const builder = join(HERE, 'node_modules/electron-builder/cli.js');
  const config = ['-c', join(HERE, 'electron-builder.cjs'), '--x64', '--publish', 'never'];
  run(process.execPath, [builder, ...config, ...args], HERE, {
    WORKCOMPANION_STAGE: stage,
    WORKCOMPANION_ELECTRON_DIST: electronDist,
    ...env,
  });
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): void {
  execFileSync(program, [...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
