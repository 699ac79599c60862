import { readFileSync } from 'node:fs';
import { chown, mkdir, open } from 'node:fs/promises';

export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, and wants an account that /etc/passwd names: `nobody` exists
 * everywhere. Null when this process is not root, for then it runs as we do.
 */
export function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  return { uid: Number(entry?.[2] ?? 65_534), gid: Number(entry?.[3] ?? 65_534) };
}

/** A data directory, and how PostgreSQL's programs are to be told of it. */
export interface PostgresCluster {
  readonly path: string;
  readonly argument: string;
  /** Inherited by the programs as descriptor 3, or none. */
  readonly descriptor: number | null;
  close(): Promise<void>;
}

/**
 * Under root the server runs as another account, which may not be able to walk the path (a clone in
 * root's home). It gets the opened directory itself: /proc/self/fd/3 needs no way there.
 */
export async function openCluster(
  path: string,
  account: ServerAccount | null,
): Promise<PostgresCluster> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account) await chown(path, account.uid, account.gid);
  if (!account || process.platform !== 'linux') {
    return { path, argument: path, descriptor: null, close: async () => {} };
  }
  const handle = await open(path, 'r');
  return {
    path,
    argument: '/proc/self/fd/3',
    descriptor: handle.fd,
    close: () => handle.close(),
  };
}
