import type { BookedStretch, DeviceBooks, StatementFacts } from './books.ts';
import { payloadOf } from './compact-jws.ts';

export interface TimelineFootage {
  readonly segment: string;
  readonly from: number;
  readonly to: number;
}

export interface NamedGap {
  readonly cause: string;
  readonly from: number;
  /** Infinity: it goes on. */
  readonly to: number;
}

/** What a journal says of one display. Both lists by their beginning. */
export interface DisplayTimeline {
  readonly display: string;
  readonly footage: readonly TimelineFootage[];
  readonly gaps: readonly NamedGap[];
}

/** Each display that has footage, with the gaps that are its own or of all displays. */
export function timelinesOf(books: DeviceBooks): DisplayTimeline[] {
  const said = books.journal.map(({ statement }) => payloadOf<StatementFacts>(statement));
  const gaps = [...gapsOf(said)];
  const footage = Map.groupBy(said.filter(isSegment), ({ display }) => display);
  return [...footage].map(([display, segments]) => ({
    display,
    footage: segments
      .map(({ segment, start, duration }) => ({ segment, from: start, to: start + duration }))
      .sort((a, b) => a.from - b.from),
    gaps: gaps
      .filter((gap) => gap.display === null || gap.display === display)
      .map(({ cause, from, to }) => ({ cause, from, to: to ?? Number.POSITIVE_INFINITY }))
      .sort((a, b) => a.from - b.from),
  }));
}

interface SaidGap extends Omit<BookedStretch, 'device'> {
  readonly cause: string;
}

/** A gap is said when it begins and again when it ends; a pause ends by `resumed`. */
export function gapsOf(said: readonly StatementFacts[]): Iterable<SaidGap> {
  const gaps = new Map<string, SaidGap>();
  for (const { kind, gap, from, to, cause, display } of said) {
    if (gap === undefined) continue;
    const known = gaps.get(gap);
    if (kind === 'resumed') {
      if (known !== undefined) gaps.set(gap, { ...known, to: to ?? null });
    } else if (from !== undefined) {
      const isPause = kind === 'paused';
      gaps.set(gap, {
        cause: isPause ? 'paused' : (cause ?? 'without a cause'),
        display: display ?? null,
        from,
        to: to ?? null,
      });
    }
  }
  return gaps.values();
}

interface SegmentFacts extends StatementFacts {
  readonly segment: string;
  readonly display: string;
  readonly start: number;
  readonly duration: number;
}

function isSegment(said: StatementFacts): said is SegmentFacts {
  return said.kind === 'segment';
}
