import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, chown, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import {
  openCluster,
  type PostgresCluster,
  type ServerAccount,
  serverAccount,
} from './open-cluster.ts';
import { findBinaries, reachableBinaries } from './reachable-binaries.ts';

/** All that is needed to start or to find the server of one directory. */
export interface PreparedCluster {
  readonly path: string;
  readonly account: ServerAccount | null;
  /** Root of PostgreSQL's program files. */
  readonly binaries: string;
  readonly password: string;
}

/** Makes the cluster where there is none yet, and refuses one of another major version. */
export async function prepareCluster(directory: string): Promise<PreparedCluster> {
  const found = findBinaries();
  const account = serverAccount();
  const prepared = {
    path: path.join(directory, 'cluster'),
    account,
    binaries: await reachableBinaries(found, account),
    password: await serverPassword(directory, 'password'),
  };
  if (await exists(prepared.path)) await requireVersion(prepared.path, majorOf(found.version));
  else await initialiseCluster(prepared);
  return prepared;
}

async function requireVersion(cluster: string, wanted: string): Promise<void> {
  const actual = (await readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (actual === wanted) return;
  throw new AppError(
    'unavailable',
    `${cluster} was made by PostgreSQL ${actual}, and this version brings ${wanted}. ` +
      'Upgrade it with pg_upgrade, or restore a dump into an empty directory.',
  );
}

function majorOf(version: string): string {
  return version.slice(0, version.indexOf('.'));
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** `password`: of the cluster's owner, made when the cluster is. `portal-password`: of the portal's role. */
export async function serverPassword(
  directory: string,
  name: 'password' | 'portal-password',
): Promise<string> {
  const file = path.join(directory, name);
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, `${password}\n`, { mode: 0o600, flush: true });
  return password;
}

export const DATABASE_USER = 'workcompanion';

interface InitialiseInput {
  readonly binaries: string;
  /** Where the cluster shall be: whole, or not there. */
  readonly path: string;
  readonly account: ServerAccount | null;
  readonly password: string;
}

/** Runs `initdb`: UTF-8, byte-order collation (the same on every machine), SCRAM passwords. */
async function initialiseCluster(input: InitialiseInput): Promise<void> {
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
  cluster: PostgresCluster,
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
