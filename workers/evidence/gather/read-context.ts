import type { DeviceId } from '@workcompanion/core/ids';
import type { Statement, StatementKind } from '@workcompanion/core/protocol/statement';
import { LONGEST_TRACK } from '@workcompanion/core/windows/window-track';
import type { JournalPlaces } from '@workcompanion/db/journal/read-journal-texts';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { recordings } from '@workcompanion/db/schema/recordings';
import { and, asc, desc, eq, gt, gte, inArray, lt, lte, type SQL } from 'drizzle-orm';
import { JOURNAL_ITEM, type JournalItem, journalItems } from './read-journal.ts';

interface Wanted {
  readonly device: DeviceId;
  /** The first entry of the stretch that is in the package anyway. */
  readonly firstIndex: number;
  /** What the stretch says. */
  readonly stretch: readonly Statement[];
  /** UTC µs: the clip's in-point. */
  readonly from: number;
}

/** A head's time is the device's, its row's is that of the first frame. */
const HEAD_LEEWAY = 3_600_000_000;
/** Among so many of the latest gaps is the one that a clip begins in. */
const LATEST_GAPS = 20;

/**
 * Statements from before the stretch that the footage needs: the heads of its recordings, the deposits
 * of its keys, the gap that it begins in, and the last policy, notice and checkpoint. By their index.
 */
export async function readContext(places: JournalPlaces, wanted: Wanted): Promise<JournalItem[]> {
  const found = [
    ...(await headsOf(places, wanted)),
    ...(await depositsOf(places, wanted)),
    ...(await openGap(places, wanted)),
    ...(await policiesOf(places, wanted)),
    ...(await latest(places, wanted, 'notice-acknowledged')),
    ...(await latest(places, wanted, 'checkpoint-seen')),
  ];
  const byIndex = new Map(found.map((item) => [item.says.index, item]));
  return [...byIndex.values()].sort((a, b) => a.says.index - b.says.index);
}

/**
 * The first entry after the stretch that names a checkpoint: it vouches for the server's key where the
 * clip is from the device's first hour, and has seen more of the server's history than those before.
 */
export async function seenAfterwards(
  places: JournalPlaces,
  { device, lastIndex }: { readonly device: DeviceId; readonly lastIndex: number },
): Promise<JournalItem[]> {
  const rows = await places.db
    .select(JOURNAL_ITEM)
    .from(journalEntries)
    .where(
      and(
        eq(journalEntries.deviceId, device),
        gt(journalEntries.index, lastIndex),
        eq(journalEntries.kind, 'checkpoint-seen'),
      ),
    )
    .orderBy(asc(journalEntries.index))
    .limit(1);
  return await journalItems(places, rows);
}

/** What was in front is stated when its track ends, which may be after the clip. */
export async function tracksAfterwards(
  places: JournalPlaces,
  clip: { readonly device: DeviceId; readonly lastIndex: number } & ClipStretch,
): Promise<JournalItem[]> {
  const rows = await places.db
    .select(JOURNAL_ITEM)
    .from(journalEntries)
    .where(
      and(
        eq(journalEntries.deviceId, clip.device),
        gt(journalEntries.index, clip.lastIndex),
        eq(journalEntries.kind, 'window-track'),
        gte(journalEntries.recordedAt, clip.from),
        lte(journalEntries.recordedAt, clip.to + 2 * LONGEST_TRACK),
      ),
    )
    .orderBy(asc(journalEntries.index));
  const items = await journalItems(places, rows);
  return items.filter(
    ({ says }) => says.kind === 'window-track' && says.from < clip.to && says.to > clip.from,
  );
}

interface ClipStretch {
  /** UTC µs. */
  readonly from: number;
  readonly to: number;
}

async function headsOf(places: JournalPlaces, wanted: Wanted): Promise<JournalItem[]> {
  const ids = [...new Set(segmentsOf(wanted).map(({ recording }) => recording))];
  if (ids.length === 0) return [];
  const rows = await places.db
    .select({ id: recordings.id, startedAt: recordings.startedAt })
    .from(recordings)
    .where(inArray(recordings.id, ids));
  const heads: JournalItem[] = [];
  for (const { id, startedAt } of rows) {
    if (startedAt === null) continue;
    const around = await before(places, wanted, {
      kinds: ['recording-started'],
      where: and(
        gte(journalEntries.recordedAt, startedAt - HEAD_LEEWAY),
        lte(journalEntries.recordedAt, startedAt + HEAD_LEEWAY),
      ),
    });
    heads.push(
      ...around.filter(({ says }) => says.kind === 'recording-started' && says.recording === id),
    );
  }
  return heads;
}

async function depositsOf(places: JournalPlaces, wanted: Wanted): Promise<JournalItem[]> {
  const keys = new Set<string>(segmentsOf(wanted).map(({ keyId }) => keyId));
  if (keys.size === 0) return [];
  const deposits = await before(places, wanted, { kinds: ['key-deposited'] });
  return deposits.filter(({ says }) => says.kind === 'key-deposited' && keys.has(says.keyId));
}

/** The last of each version that the footage names: it says what that version was. */
async function policiesOf(places: JournalPlaces, wanted: Wanted): Promise<JournalItem[]> {
  const versions = new Set(segmentsOf(wanted).map(({ policyVersion }) => policyVersion));
  const applied = await before(places, wanted, { kinds: ['policy-applied'] });
  return applied.filter(({ says }, at) => {
    if (says.kind !== 'policy-applied') return false;
    const isNamed = versions.delete(says.policyVersion);
    return at === 0 || isNamed;
  });
}

/** Segments of all displays: whoever reads the stretch asks for each recording's head. */
function segmentsOf({ stretch }: Wanted) {
  return stretch.filter((says) => says.kind === 'segment');
}

/** Those that had not ended when the clip began. */
async function openGap(places: JournalPlaces, wanted: Wanted): Promise<JournalItem[]> {
  const gaps = await before(places, wanted, {
    kinds: ['gap', 'paused', 'resumed'],
    limit: LATEST_GAPS,
  });
  const ended = new Set<string>();
  for (const { says } of gaps) {
    if (says.kind === 'resumed' && says.to <= wanted.from) ended.add(says.gap);
    if (says.kind === 'gap' && says.to !== null && says.to <= wanted.from) ended.add(says.gap);
  }
  return gaps.filter(
    ({ says }) => (says.kind === 'gap' || says.kind === 'paused') && !ended.has(says.gap),
  );
}

function latest(
  places: JournalPlaces,
  wanted: Wanted,
  kind: StatementKind,
): Promise<JournalItem[]> {
  return before(places, wanted, { kinds: [kind], limit: 1 });
}

interface Search {
  readonly kinds: readonly StatementKind[];
  readonly where?: SQL | undefined;
  readonly limit?: number;
}

/** Newest first. */
async function before(
  places: JournalPlaces,
  { device, firstIndex }: Wanted,
  { kinds, where, limit = 1_000 }: Search,
): Promise<JournalItem[]> {
  const rows = await places.db
    .select(JOURNAL_ITEM)
    .from(journalEntries)
    .where(
      and(
        eq(journalEntries.deviceId, device),
        lt(journalEntries.index, firstIndex),
        inArray(journalEntries.kind, [...kinds]),
        where,
      ),
    )
    .orderBy(desc(journalEntries.index))
    .limit(limit);
  return await journalItems(places, rows);
}
