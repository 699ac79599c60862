import { AppError } from '@workcompanion/core/errors';
import { policiesAssignedTo } from '@workcompanion/db/queries/policy-of-device';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import type { DevicePolicy, ExplainDevicePolicy } from '../../contract/policies.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { listAssignments } from './list-assignments.ts';

/** What a device should record by, and which assignments that comes from. */
export async function explainDevicePolicy(
  ctx: UserContext,
  { device: id }: ExplainDevicePolicy,
): Promise<DevicePolicy> {
  assertRight(ctx.user, 'list');
  const device = await findDevice(ctx.db, id);
  const [nearest, ...others] = await policiesAssignedTo(ctx.db, id);
  if (!(device && nearest)) throw new AppError('not-found', `There is no device ${id}.`);
  const all = await listAssignments(ctx.db);
  const assignments = [nearest, ...others].flatMap(({ assignment }) => {
    const found = all.find(
      ({ target }) =>
        target.scope === assignment.scope &&
        (target.scope === 'all' || target.id === assignment.target),
    );
    return found === undefined ? [] : [found];
  });
  const { policy: body, name } = nearest;
  return {
    running: device.policyVersion,
    effective: { version: body.version, name, body },
    assignments,
  };
}
