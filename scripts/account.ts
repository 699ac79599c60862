import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '@workcompanion/db/client';
import { disableByOperator, issueOperatorLink } from '@workcompanion/db/queries/operator-acts';
import { readPortalRun } from './portal-run-file.ts';
import { loadEnvFile, readStartEnv, type StartEnv } from './start/env.ts';
import { messageOf } from './start/message-of.ts';

const USAGE = 'npm run account -- link EMAIL, or: npm run account -- disable EMAIL';

/**
 * The way out when two people are needed and one of them is gone or locked out: whoever runs the
 * machine opens or closes one account, and the audit log says that it was done from here.
 */
async function act([what, email]: readonly string[], env: StartEnv): Promise<void> {
  if (email === undefined || (what !== 'link' && what !== 'disable')) throw new Error(USAGE);
  const url = env.databaseUrl ?? (await readPortalRun(env.dataDir))?.databaseUrl;
  if (url === undefined) throw new Error('Start the portal first: its database must run.');
  const database = connect(url, { max: 1, applicationName: 'workcompanion account' });
  const account = { email, now: Date.now() * 1000 };
  try {
    if (what === 'disable') {
      await disableByOperator(database.db, account);
      console.log(`${email} is disabled. Sessions end within seconds.`);
      return;
    }
    const token = await issueOperatorLink(database.db, account);
    console.log(`For the owner of ${email}, within an hour, once:`);
    console.log(`${env.publicUrl}/join?token=${token}`);
  } finally {
    await database.close();
  }
}

const root = join(import.meta.dirname, '..');
try {
  loadEnvFile(root);
  await act(parseArgs({ allowPositionals: true }).positionals, readStartEnv(root));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
