import { Policy } from '@workcompanion/core/protocol/policy';
import { connect } from '@workcompanion/db/client';
import { policyInForce } from '@workcompanion/db/queries/policy-in-force';
import { policies } from '@workcompanion/db/schema/policies';
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
    const current = await policyInForce(database.db);
    const body = Policy.parse({ ...change(current), version: current.version + 1 });
    await database.db
      .insert(policies)
      .values({ version: body.version, body, createdAt: Date.now() * 1000 });
    return body;
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
