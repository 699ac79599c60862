import { Policy } from '@workcompanion/core/protocol/policy';
import { customType } from 'drizzle-orm/pg-core';

/** `jsonb`, parsed as it is read: a version may be older than some of the rules. */
export const policyBody = customType<{ data: Policy; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (policy) => JSON.stringify(policy),
  fromDriver: (value) => Policy.parse(value),
});
