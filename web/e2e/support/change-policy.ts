import type { Policy } from '@workcompanion/core/protocol/policy';
import { connect } from '@workcompanion/db/client';
import { addPolicyVersion } from '@workcompanion/db/queries/add-policy-version';
import { policyInForce } from '@workcompanion/db/queries/policy-of-device';
import { writePolicyAssignment } from '@workcompanion/db/queries/write-policy-assignment';
import { withTransaction } from '@workcompanion/db/transaction';
import type { PortalProcess } from '../../../scripts/processes/portal-process.ts';
import { runOf } from './run-of.ts';

/** Puts a further version of the policy in force, which running recorders take up by themselves. */
export async function changePolicy(
  portal: PortalProcess,
  change: (policy: Policy) => Policy,
): Promise<Policy> {
  const { databaseUrl } = await runOf(portal);
  const database = connect(databaseUrl);
  try {
    return await withTransaction(database.db, async (tx) => {
      const at = Date.now() * 1000;
      const body = change(await policyInForce(tx));
      const policy = await addPolicyVersion(tx, { body, name: 'Test', note: '', at, by: null });
      const { version } = policy;
      await writePolicyAssignment(tx, { scope: 'all', target: null, version, at, by: null });
      return policy;
    });
  } finally {
    await database.close();
  }
}

/** Short segments and frequent heartbeats, so that a test sees within seconds what takes minutes. */
export function briskPolicy(policy: Policy): Policy {
  return {
    ...policy,
    capture: { ...policy.capture, segmentSeconds: 4 },
    heartbeatSeconds: 1,
  };
}
