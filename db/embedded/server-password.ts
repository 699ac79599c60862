import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

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
