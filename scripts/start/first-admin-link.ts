import { connect } from '@workcompanion/db/client';
import { issueFirstAdminLink } from '@workcompanion/db/queries/issue-first-admin-link';

/** The address at which the first account is made, or null once there is one. */
export async function firstAdminLink(
  databaseUrl: string,
  publicUrl: string,
): Promise<string | null> {
  const database = connect(databaseUrl, { max: 1, applicationName: 'workcompanion start' });
  try {
    const token = await issueFirstAdminLink(database.db, Date.now() * 1000);
    return token === null ? null : `${publicUrl}/welcome?token=${token}`;
  } finally {
    await database.close();
  }
}
