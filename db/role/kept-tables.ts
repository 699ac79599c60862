import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { auditEntries } from '../schema/audit-entries.ts';
import { caseNotes, cases } from '../schema/cases.ts';
import { checkpointContradictions } from '../schema/checkpoint-contradictions.ts';
import { checkpoints } from '../schema/checkpoints.ts';
import { clips } from '../schema/clips.ts';
import { clockDoubts } from '../schema/clock-doubts.ts';
import { controlRequests } from '../schema/control-requests.ts';
import { dataKeys } from '../schema/data-keys.ts';
import { deletionRequests, deletions } from '../schema/deletions.ts';
import { deviceStates } from '../schema/device-states.ts';
import { devices } from '../schema/devices.ts';
import { evidencePackageEvents, evidencePackages } from '../schema/evidence-packages.ts';
import { historyExplanations } from '../schema/history-explanations.ts';
import { holds } from '../schema/holds.ts';
import { integrityChecks, integrityFindings } from '../schema/integrity-runs.ts';
import {
  journalClosing,
  journalDamages,
  journalEntries,
  journalPacks,
} from '../schema/journal-entries.ts';
import { policies } from '../schema/policies.ts';
import { purposes } from '../schema/purposes.ts';
import { recordings } from '../schema/recordings.ts';
import { remarks } from '../schema/remarks.ts';
import { retentionRules } from '../schema/retention-rules.ts';
import { reviewSamples } from '../schema/review-samples.ts';
import { savedSearches } from '../schema/saved-searches.ts';
import { searchPeople } from '../schema/search-people.ts';
import { searches } from '../schema/searches.ts';
import { segments } from '../schema/segments.ts';
import { serverKeys } from '../schema/server-keys.ts';
import { shares } from '../schema/shares.ts';
import { gaps } from '../schema/spans.ts';
import { viewStretches, views } from '../schema/views.ts';

export interface KeptTable {
  readonly name: string;
  /** Columns that may change after a row was written. */
  readonly changing: readonly string[];
}

/**
 * What the portal's role may add to and read, and never delete from: the record. This is the one list
 * of it: a table that is not here may be written to as one likes.
 */
export const KEPT_TABLES: readonly KeptTable[] = [
  // As they were written, for good.
  keep(auditEntries),
  keep(caseNotes),
  keep(checkpointContradictions),
  keep(evidencePackageEvents),
  keep(historyExplanations),
  keep(integrityChecks),
  keep(journalDamages),
  keep(journalEntries),
  keep(journalPacks),
  keep(policies),
  keep(purposes),
  keep(reviewSamples),
  keep(serverKeys),
  // What comes later is added to the row, and nothing else of it changes.
  keep(cases, ({ closedAt, closedBy }) => [closedAt, closedBy]),
  keep(checkpoints, (column) => [
    column.timestampToken,
    column.timestampedAt,
    column.timestampError,
    column.timestampNotBefore,
  ]),
  keep(clips, ({ removedAt }) => [removedAt]),
  keep(controlRequests, ({ decision, decidedAt, decidedBy, note }) => [
    decision,
    decidedAt,
    decidedBy,
    note,
  ]),
  keep(dataKeys, ({ wrapped, destroyedAt, deletionId }) => [wrapped, destroyedAt, deletionId]),
  keep(deletionRequests, (column) => [
    column.approvedAt,
    column.approvedBy,
    column.endedAt,
    column.endedBy,
    column.carriedOutAt,
    column.keys,
    column.heldKeys,
  ]),
  keep(deletions, (column) => [
    column.purgedThrough,
    column.segments,
    column.bytes,
    column.finishedAt,
    column.certificate,
    column.lastError,
  ]),
  keep(gaps, ({ cause, startsAt, endsAt, note }) => [cause, startsAt, endsAt, note]),
  keep(holds, ({ releasedAt, releasedBy, releaseReason }) => [
    releasedAt,
    releasedBy,
    releaseReason,
  ]),
  keep(integrityFindings, ({ runId, foundBytes, resolvedAt }) => [runId, foundBytes, resolvedAt]),
  keep(journalClosing, ({ closedTo }) => [closedTo]),
  keep(remarks, ({ answer, answeredAt, answeredBy }) => [answer, answeredAt, answeredBy]),
  keep(retentionRules, (column) => [
    column.approvedAt,
    column.approvedBy,
    column.endedAt,
    column.endedBy,
  ]),
  keep(savedSearches, (column) => [column.agreedAt, column.endedAt, column.lookedAt]),
  keep(searches, ({ endedAt, outcome, hits }) => [endedAt, outcome, hits]),
  keep(searchPeople, ({ hits }) => [hits]),
  keep(segments, (column) => [
    column.state,
    column.attempts,
    column.notBefore,
    column.lease,
    column.leaseUntil,
    column.archivedAt,
    column.lastError,
  ]),
  keep(shares, (column) => [
    column.revokedAt,
    column.revokedBy,
    column.failures,
    column.lockedUntil,
  ]),
  keep(views, ({ footageFrom, footageTo, updatedAt, liveAt }) => [
    footageFrom,
    footageTo,
    updatedAt,
    liveAt,
  ]),
  keep(viewStretches, ({ footageFrom, footageTo, lastAt }) => [footageFrom, footageTo, lastAt]),
  keep(clockDoubts, ({ entries, lastIndex, most, receivedAt }) => [
    entries,
    lastIndex,
    most,
    receivedAt,
  ]),
  // Most of the row is how it stands now; what it is, stays.
  keep(devices, allBut('id', 'publicKey', 'enrolledAt')),
  keep(deviceStates, allBut('deviceId')),
  keep(evidencePackages, allBut('id', 'clipId', 'reason', 'note', 'requestedAt', 'requestedBy')),
  keep(recordings, allBut('id', 'deviceId', 'display')),
];

type Columns<T extends PgTable> = T['_']['columns'];

function keep<T extends PgTable>(
  table: T,
  changing: (columns: Columns<T>) => readonly PgColumn[] = () => [],
): KeptTable {
  return {
    name: getTableName(table),
    changing: changing(getTableColumns(table)).map(({ name }) => name),
  };
}

function allBut(...fixed: readonly string[]) {
  return (columns: Readonly<Record<string, PgColumn>>): readonly PgColumn[] =>
    Object.entries(columns)
      .filter(([key]) => !fixed.includes(key))
      .map(([, column]) => column);
}
