import { caseMembers } from '@workcompanion/db/schema/case-members';
import { cases } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { exports } from '@workcompanion/db/schema/exports';
import { sql } from 'drizzle-orm';
import type { SortKey } from '../sorting/keyset.ts';

/** The counts as the list tells them. Cases are some thousand at most: counted as they are read. */
const CLIPS = sql`(select count(*) from ${clips}
  where ${clips.caseId} = ${cases.id} and ${clips.removedAt} is null)`;
const PACKAGES = sql`(select count(*) from ${exports}
  join ${clips} on ${clips.id} = ${exports.clipId}
  where ${clips.caseId} = ${cases.id} and ${exports.state} = 'made')`;
const MEMBERS = sql`(select count(*) from ${caseMembers} where ${caseMembers.caseId} = ${cases.id})`;

/** What cases are sorted by. */
export const CASE_KEYS = {
  case: { value: sql`lower(${cases.title})`, type: 'text' },
  // Open ones first.
  state: { value: sql`(case when ${cases.closedAt} is null then 0 else 1 end)`, type: 'integer' },
  clips: { value: CLIPS, type: 'bigint' },
  packages: { value: PACKAGES, type: 'bigint' },
  members: { value: MEMBERS, type: 'bigint' },
  // Ids are made with what they name.
  made: { value: cases.id, type: 'uuid' },
} as const satisfies Record<string, SortKey>;
