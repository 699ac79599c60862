import {
  CapturePolicy,
  PausePolicy,
  Policy,
  StoragePolicy,
  UploadPolicy,
} from '@workcompanion/core/protocol/policy';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db, Tx } from '../client.ts';
import { policies } from '../schema/policies.ts';
import { policyAssignments } from '../schema/policy-assignments.ts';
import { seedInstallation } from '../stores/installation-id.ts';
import { DEFAULT_NOTICE } from './default-notice.ts';

/** First contents of a new installation: its id, and policy 1 for all. Changes nothing that exists. */
export async function seedDefaults(db: Db | Tx, now: UtcMicros): Promise<void> {
  await db
    .insert(policies)
    .values({ version: 1, body: defaultPolicy(), createdAt: now })
    .onConflictDoNothing();
  await db
    .insert(policyAssignments)
    .values({ scope: 'all', version: 1, assignedAt: now })
    .onConflictDoNothing();
  await seedInstallation(db, now);
}

function defaultPolicy(): Policy {
  return Policy.parse({
    version: 1,
    capture: CapturePolicy.parse({}),
    schedule: null,
    upload: UploadPolicy.parse({}),
    storage: StoragePolicy.parse({}),
    pause: PausePolicy.parse({}),
    notice: { version: 1, text: DEFAULT_NOTICE },
  });
}
