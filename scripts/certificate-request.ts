import { join } from 'node:path';
import { loadMasterKey } from '@workcompanion/core/crypto/load-master-key';
import { certificateRequest, pemOf } from '@workcompanion/core/crypto/server-certificates';
import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { connect } from '@workcompanion/db/client';
import { readSigningKey } from '@workcompanion/db/keys/signing-keys';
import { readPortalRun } from './portal-run-file.ts';
import { loadEnvFile, readStartEnv, type StartEnv } from './start/env.ts';
import { messageOf } from './start/message-of.ts';

/**
 * Prints a request (PKCS #10) for the key that seals evidence packages, for a company's own authority.
 * What that answers goes to SERVER_CERTIFICATE_FILE.
 */
async function request(root: string): Promise<string> {
  loadEnvFile(root);
  const env = readStartEnv(root);
  const url = env.databaseUrl ?? (await readPortalRun(env.dataDir))?.databaseUrl;
  if (url === undefined) throw new Error('Start the portal first: its database must run.');
  const database = connect(url, { max: 1, applicationName: 'workcompanion certificate request' });
  try {
    const privateKey = await readSigningKey(
      database.db,
      await loadMasterKey({ ...process.env, ...keyFileOf(env) }),
    );
    const name = new URL(env.publicUrl).hostname;
    const der = certificateRequest(name, Ed25519Jwk.parse(privateKey), privateKey);
    return pemOf(der, 'CERTIFICATE REQUEST');
  } finally {
    await database.close();
  }
}

function keyFileOf({ masterKeyFile }: StartEnv) {
  return masterKeyFile === null ? {} : { MASTER_KEY_FILE: masterKeyFile };
}

try {
  process.stdout.write(await request(join(import.meta.dirname, '..')));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
