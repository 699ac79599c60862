import type { DeviceId } from '@workcompanion/core/ids';
import { clipToReach, type Stretch } from '../auth/reach/reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { type DeviceFinding, FindingJoiner } from './join-findings.ts';
import { readKeys } from './read-keys.ts';
import type { SearchPiece, SearchQuery, SearchSource } from './search-source.ts';
import type { SearchTarget } from './search-targets.ts';

const DAY = 24 * 3_600_000_000;
/** Pieces are asked for by so many devices and days at once: the first come quickly, and no list grows long. */
const MOST_DEVICE_DAYS = 400;
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
  /** Pieces of these that did not open. */
  readonly unreadable: number;
}

/** Goes through what is sealed, newest first; keys are opened for what is looked at next. Throws when aborted. */
export async function* lookThrough(ctx: UserContext, work: SearchWork): AsyncGenerator<Looked> {
  const { targets, time, signal, query } = work;
  const joiner = new FindingJoiner();
  const byDevice = new Map(targets.map((target) => [target.device, target]));
  for (const part of timesBackwards(time, work)) {
    signal.throwIfAborted();
    const pieces = await piecesOf(ctx, work, { ...part, deviceIds: [...byDevice.keys()] });
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
        unreadable: found.filter((one) => one === null).length,
      };
    }
    yield { findings: [], searchedTo: part.from, unreadable: 0 };
  }
  yield { findings: joiner.rest(), searchedTo: time.from, unreadable: 0 };
}

/** Stretches of time from the newest on: short first, then as long as there are few devices. */
function* timesBackwards({ from, to }: Stretch, work: SearchWork): Generator<Stretch> {
  const most = Math.max(1, Math.floor(MOST_DEVICE_DAYS / Math.max(1, work.targets.length)));
  const earliest = from - Math.max(0, ...work.sources.map(({ longestPiece }) => longestPiece));
  let days = 1;
  for (let end = to; end > earliest; ) {
    const begin = Math.max(earliest, end - days * DAY);
    yield { from: begin, to: end };
    end = begin;
    days = Math.min(most, days * 2);
  }
}

async function piecesOf(
  ctx: UserContext,
  { sources, query }: SearchWork,
  time: Stretch & { readonly deviceIds: readonly DeviceId[] },
): Promise<SearchPiece[]> {
  const pieces = (
    await Promise.all(sources.map((source) => source.pieces(ctx, time, query)))
  ).flat();
  await readKeys(ctx, new Set(pieces.map(({ keyId }) => keyId)));
  return pieces.sort((a, b) => b.startsAt - a.startsAt);
}
