import { isDeepStrictEqual } from 'node:util';
import type { UserId } from '@workcompanion/core/ids';
import { type Notice, Policy } from '@workcompanion/core/protocol/policy';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { max, sql } from 'drizzle-orm';
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import type { Tx } from '../client.ts';
import { policies } from '../schema/policies.ts';

export interface NewPolicy {
  readonly body: Omit<Policy, 'version' | 'notice'> & { readonly notice: Pick<Notice, 'text'> };
  readonly name: string;
  readonly note: string;
  readonly at: UtcMicros;
  /** Null: the installation itself. */
  readonly by: UserId | null;
}

/** Adds the next version. It is in force for nobody until it is assigned. */
export async function addPolicyVersion(tx: Tx, policy: NewPolicy): Promise<Policy> {
  // Two at once would count to the same number.
  await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.policyVersion})`);
  const [last] = await tx.select({ version: max(policies.version) }).from(policies);
  const version = (last?.version ?? 0) + 1;
  const notice = await numberedNotice(tx, policy.body.notice.text);
  const body = Policy.parse({ ...policy.body, notice, version });
  const { name, note, at, by } = policy;
  await tx.insert(policies).values({ version, name, note, body, createdAt: at, createdBy: by });
  return body;
}

/** People acknowledge a notice by its number: other words get another, the same words their own. */
async function numberedNotice(tx: Tx, text: Notice['text']): Promise<Notice> {
  const rows = await tx.select({ body: policies.body }).from(policies);
  const known = rows.map(({ body }) => body.notice);
  const same = known.find((notice) => isDeepStrictEqual(notice.text, text));
  return same ?? { version: Math.max(0, ...known.map(({ version }) => version)) + 1, text };
}
