import type { DeviceId } from '@workcompanion/core/ids';
import { clipToReach, type Stretch } from '../auth/reach/reach.ts';
import type { ActorContext } from '../auth/user-context.ts';
import { type DeviceFinding, FindingJoiner } from './join-findings.ts';
import { readKeys } from './read-keys.ts';
import type { SearchPiece, SearchQuery, SearchSource } from './search-source.ts';
import type { SearchTarget } from './search-targets.ts';

const DAY = 24 * 3_600_000_000;
/** So many devices and days are asked about at once at most. */
const MOST_DEVICE_DAYS = 5_000;
/** Pieces of one time: where there are more, less time is asked about next, so that no list grows long. */
const MANY_PIECES = 1_000;
/** Pieces that are opened at once, since a bucket takes its time for each. */
const AT_ONCE = 24;

export interface SearchWork {
  readonly query: SearchQuery;
  readonly sources: readonly SearchSource[];
  readonly targets: readonly SearchTarget[];
  readonly time: Stretch;
  readonly signal: AbortSignal;
}

export interface Looked {
  readonly findings: readonly DeviceFinding[];
  /** All that begins later was looked through. */
  readonly searchedTo: number;
  /** Those of them that did not open. */
  readonly unopened: readonly SearchPiece[];
}

/** Goes through what is sealed, newest first; keys are opened for what is looked at next. Throws when aborted. */
export async function* lookThrough(ctx: ActorContext, work: SearchWork): AsyncGenerator<Looked> {
  const { targets, time, signal, query } = work;
  const joiner = new FindingJoiner();
  const byDevice = new Map(targets.map((target) => [target.device, target]));
  const earliest = time.from - longestPiece(work);
  const mostDays = Math.max(1, Math.floor(MOST_DEVICE_DAYS / Math.max(1, targets.length)));
  let days = 1;
  for (let to = time.to; to > earliest; ) {
    signal.throwIfAborted();
    const part = { from: Math.max(earliest, to - days * DAY), to };
    to = part.from;
    const pieces = await piecesOf(ctx, work, { ...part, deviceIds: [...byDevice.keys()] });
    days = pieces.length > MANY_PIECES ? Math.max(1, days / 4) : Math.min(mostDays, days * 4);
    for (let start = 0; start < pieces.length; start += AT_ONCE) {
      signal.throwIfAborted();
      const some = pieces.slice(start, start + AT_ONCE);
      const found = await Promise.all(some.map((piece) => piece.find(query)));
      const findings = some.flatMap((piece, index) => {
        const parts = byDevice.get(piece.device)?.parts ?? [];
        const clipped = (found[index] ?? []).flatMap((finding) =>
          clipToReach(parts, finding).map((seen) => ({ ...finding, ...seen })),
        );
        return joiner.add(piece, clipped);
      });
      yield {
        findings,
        searchedTo: some.at(-1)?.startsAt ?? part.from,
        unopened: some.filter((_, index) => found[index] === null),
      };
    }
    yield { findings: [], searchedTo: part.from, unopened: [] };
  }
  yield { findings: joiner.rest(), searchedTo: time.from, unopened: [] };
}

function longestPiece({ sources }: SearchWork): number {
  return Math.max(0, ...sources.map((source) => source.longestPiece));
}

async function piecesOf(
  ctx: ActorContext,
  { sources, query }: SearchWork,
  time: Stretch & { readonly deviceIds: readonly DeviceId[] },
): Promise<SearchPiece[]> {
  const pieces = (
    await Promise.all(sources.map((source) => source.pieces(ctx, time, query)))
  ).flat();
  await readKeys(ctx, new Set(pieces.map(({ keyId }) => keyId)));
  return pieces.sort((a, b) => b.startsAt - a.startsAt);
}
