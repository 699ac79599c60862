import { randomBytes } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { findBinaries } from './find-binaries.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { reachableBinaries } from './reachable-binaries.ts';
import { type ServerAccount, serverAccount } from './server-account.ts';

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
