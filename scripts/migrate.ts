import { join } from 'node:path';
import { migrate } from '@workcompanion/db/migrate';
import { loadEnvFile, readStartEnv } from './start/env.ts';
import { messageOf } from './start/message-of.ts';

/**
 * `DATABASE_URL=… DATABASE_OWNER_URL=… npm run migrate`: brings an external database to this version,
 * so that the machines of the portal need not know the owner's address.
 */
const root = join(import.meta.dirname, '..');
try {
  loadEnvFile(root);
  const { databaseUrl, databaseOwnerUrl } = readStartEnv(root);
  if (databaseUrl === null || databaseOwnerUrl === null) {
    throw new Error('Give it DATABASE_OWNER_URL, and DATABASE_URL for the role of the portal.');
  }
  await migrate(databaseOwnerUrl, { portalUrl: databaseUrl });
  console.log('The database is of this version, and the role of the portal has its rights.');
} catch (error) {
  console.error(`The database is as it was. ${messageOf(error)}`);
  process.exitCode = 1;
}
