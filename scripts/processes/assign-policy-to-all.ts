import type { Policy } from '@workcompanion/core/protocol/policy';
import type { Db } from '@workcompanion/db/client';
import { addPolicyVersion } from '@workcompanion/db/queries/add-policy-version';
import { writePolicyAssignment } from '@workcompanion/db/queries/write-policy-assignment';
import { withTransaction } from '@workcompanion/db/transaction';

/** Straight into the database: the next policy, in force for every recorder. */
export async function assignPolicyToAll(db: Db, name: string, body: Policy): Promise<void> {
  await withTransaction(db, async (tx) => {
    const at = Date.now() * 1000;
    const { version } = await addPolicyVersion(tx, { body, name, note: '', at, by: null });
    await writePolicyAssignment(tx, { scope: 'all', target: null, version, at, by: null });
  });
}
