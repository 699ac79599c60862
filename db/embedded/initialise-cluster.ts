import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { type Cluster, openCluster } from './open-cluster.ts';
import type { ServerAccount } from './server-account.ts';

export const DATABASE_USER = 'workcompanion';

export interface InitialiseInput {
  readonly binaries: string;
  /** Where the cluster shall be: whole, or not there. */
  readonly path: string;
  readonly account: ServerAccount | null;
  readonly password: string;
}

/** Runs `initdb`: UTF-8, byte-order collation (the same on every machine), SCRAM passwords. */
export async function initialiseCluster(input: InitialiseInput): Promise<void> {
  const unfinished = `${input.path}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const cluster = await openCluster(unfinished, input.account);
  try {
    await withPasswordFile(input, (file) =>
      runInitdb(input, cluster, [
        `--pgdata=${cluster.argument}`,
        `--username=${DATABASE_USER}`,
        `--pwfile=${file}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
      ]),
    );
  } finally {
    await cluster.close();
  }
  await rename(unfinished, input.path);
}

/** On the command line everybody could read it; a pipe, the other account could not open. */
async function withPasswordFile(
  { account, password }: InitialiseInput,
  use: (file: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'workcompanion-initdb-'));
  try {
    const file = path.join(folder, 'password');
    await writeFile(file, `${password}\n`, { mode: 0o600 });
    if (account) {
      await chown(file, account.uid, account.gid);
      await chown(folder, account.uid, account.gid);
    }
    await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runInitdb(
  { binaries, account }: InitialiseInput,
  cluster: Cluster,
  args: readonly string[],
): Promise<void> {
  const child = spawn(path.join(binaries, 'bin', 'initdb'), args, {
    stdio: ['ignore', 'ignore', 'pipe', cluster.descriptor ?? 'ignore'],
    ...account,
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new AppError('unavailable', `initdb failed (${code}): ${complaint.trim().slice(-2000)}`);
  }
}
