import type { CatalogueSegment, RunBooks, StoredCopy } from './books.ts';
import type { ChaosFinding } from './finding.ts';

export interface CopiesVerdict {
  readonly findings: readonly ChaosFinding[];
  /** Files and objects beyond those that the rows want: a crash left them, a job deletes them later. */
  readonly orphans: number;
}

/** In which places a segment must lie, by the state of its row. */
const PLACES: Readonly<Record<string, readonly ('hot' | 'archive')[]>> = {
  hot: ['hot'],
  archived: ['hot', 'archive'],
  cold: ['archive'],
};

/** Whether the bytes of every segment are where its row says, and hash to what its statement says. */
export function checkCopies({ catalogue, hot, archive }: RunBooks): CopiesVerdict {
  const bySegment = { hot: grouped(hot), archive: grouped(archive) };
  const findings = catalogue.segments.flatMap((row) => [
    ...checkState(row),
    ...(PLACES[row.state] ?? []).flatMap((place) =>
      checkPlace(row, place, bySegment[place].get(row.id) ?? []),
    ),
  ]);
  const wanted = catalogue.segments.reduce(
    (sum, { state }) => sum + (PLACES[state] ?? []).length,
    0,
  );
  const missing = findings.filter(({ kind }) => kind === 'lost').length;
  return { findings, orphans: hot.length + archive.length - (wanted - missing) };
}

function checkState({ id, state }: CatalogueSegment): ChaosFinding[] {
  if (state === 'archived' || state === 'cold') return [];
  return [{ kind: 'not archived', what: `segment ${id} is ${state}` }];
}

function checkPlace(
  row: CatalogueSegment,
  place: 'hot' | 'archive',
  copies: readonly StoredCopy[],
): ChaosFinding[] {
  const what = `segment ${row.id} (${row.state}) in ${place}`;
  const right = copies.filter(({ sha256, bytes }) => sha256 === row.sha256 && bytes === row.bytes);
  if (copies.length === 0) return [{ kind: 'lost', what }];
  if (right.length === 0) return [{ kind: 'wrong bytes', what }];
  if (right.length > 1) return [{ kind: 'doubled', what }];
  return [];
}

function grouped(copies: readonly StoredCopy[]): Map<string, StoredCopy[]> {
  return Map.groupBy(copies, ({ segment }) => segment);
}
