import { createHash } from 'node:crypto';
import { atMost } from '@workcompanion/core/concurrency/at-most';
import type { SegmentId } from '@workcompanion/core/ids';
import type { Fleet } from '../fleet/fleet.ts';
import { ask } from '../nodes/replicated-postgres.ts';

const PLAYED_AT_ONCE = 4;

export interface ReceiptsVerdict {
  readonly receipts: number;
  /** Played byte by byte, at a portal each in turn, and it was what the recorder had recorded. */
  readonly played: number;
  /** Why something that was receipted can't be played, or what it has become. */
  readonly lost: readonly string[];
  /** Rows, journal entries or stretches of footage that are there twice. */
  readonly doubled: readonly string[];
  /** Rows of segments without a receipt at their recorder. */
  readonly beyond: number;
}

interface CountRow {
  readonly what: string;
  readonly count: number;
}

interface Portal {
  readonly letter: string;
  readonly url: string;
}

/** The part of a run that is looked at. */
interface CheckedRun {
  /** What each segment shows when it is played. */
  readonly footage: Buffer;
  askPortal(portal: Portal, path: string): Promise<Response>;
  readonly fleet: Pick<Fleet, 'receipted'>;
  readonly cluster: {
    readonly portals: readonly Portal[];
    readonly postgres: { readonly primary: { readonly ownerUrl: string } };
  };
}

/** Plays everything that was receipted, at both portals, and counts the rows. */
export async function checkUploadReceipts(run: CheckedRun): Promise<ReceiptsVerdict> {
  const { fleet, cluster } = run;
  const receipts = fleet.receipted;
  const wanted = wholeDigest(run.footage);
  const lost: string[] = [];
  let played = 0;
  await atMost(PLAYED_AT_ONCE, receipts.entries(), async ([number, { segment }]) => {
    const portal = cluster.portals[number % cluster.portals.length];
    if (portal === undefined) throw new Error('there is no portal');
    const found = await play(run, portal, segment);
    if (found === wanted) played += 1;
    else lost.push(`${segment} at portal ${portal.letter}: ${found}`);
  });
  const rows = await ask<CountRow>(cluster.postgres.primary.ownerUrl, COUNTS);
  const counts = new Map(rows.map(({ what, count }) => [what, count]));
  const doubled = DOUBLED.flatMap((what) => {
    const count = counts.get(what) ?? 0;
    return count === 0 ? [] : [`${count} ${what}`];
  });
  const beyond = (counts.get('segments') ?? 0) - receipts.length;
  return { receipts: receipts.length, played, lost, doubled, beyond };
}

/** The SHA-256 of what a browser would be sent, or why it is sent nothing. */
export async function play(
  { askPortal }: Pick<CheckedRun, 'askPortal'>,
  portal: Portal,
  segment: SegmentId,
): Promise<string> {
  const answer = await askPortal(portal, `/api/playback/segments/${segment}.ts`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== 200) return `${answer.status} ${bytes.toString('utf8').slice(0, 200)}`;
  return wholeDigest(bytes);
}

export function wholeDigest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const DOUBLED = [
  'segments at one place of a recording',
  'entries at one index',
  'spans that overlap',
];

const COUNTS = `
  select 'segments' as what, count(*)::int as count from segments
  union all
  select 'segments at one place of a recording', count(*)::int from (
    select 1 from segments group by recording_id, sequence having count(*) > 1
  ) twice
  union all
  select 'entries at one index', count(*)::int from (
    select 1 from journal_entries group by device_id, index having count(*) > 1
  ) twice
  union all
  select 'spans that overlap', count(*)::int from spans one join spans other
    on one.device_id = other.device_id and one.display = other.display and one.id < other.id
    and one.starts_at < other.ends_at and other.starts_at < one.ends_at`;
