import {
  buildTimeline,
  type FootageSpan,
  type KnownGap,
  type TimelineItem,
  type TimelineLane,
} from '@workcompanion/core/footage/timeline';
import type { Statement } from '@workcompanion/core/protocol/statement';
import type { PortalState } from './portal-state.ts';

/** The day of a device as the portal would show it, from all its statements. */
export function timelineOf(state: PortalState): TimelineLane[] {
  const segments = state.entries('segment');
  const gaps = gapsOf([...state.statements.values()]);
  const edges = [
    ...segments.flatMap(({ start, duration }) => [start, start + duration]),
    ...gaps.flatMap(({ from, to }) => [from, to ?? from]),
  ];
  // A little later, so that what is open shows.
  const end = Math.max(...edges) + 1_000_000;
  return buildTimeline({
    from: Math.min(...edges),
    to: end,
    now: end,
    lastSeen: end,
    spans: spansOf(segments),
    gaps,
  });
}

/** A recording's segments follow each other without a hole, as `checkContiguous` makes sure. */
function spansOf(segments: readonly Extract<Statement, { kind: 'segment' }>[]): FootageSpan[] {
  const byRecording = Map.groupBy(segments, ({ recording }) => recording);
  return [...byRecording].map(([recordingId, [first, ...rest]]) => {
    if (first === undefined) throw new Error('a group has a member');
    const all = [first, ...rest];
    return {
      display: first.display,
      recordingId,
      from: Math.min(...all.map(({ start }) => start)),
      to: Math.max(...all.map(({ start, duration }) => start + duration)),
    };
  });
}

/** Each as last said. */
export function gapsOf(statements: readonly Statement[]): StatedGap[] {
  const gaps = new Map<string, StatedGap>();
  for (const statement of statements.toSorted((a, b) => a.index - b.index)) {
    if (statement.kind === 'resumed') {
      const known = gaps.get(statement.gap);
      if (known) gaps.set(statement.gap, { ...known, to: statement.to });
    }
    const gap = gapOf(statement);
    if (gap !== null) gaps.set(gap.id, gap);
  }
  return [...gaps.values()];
}

/** There was a gap, each that there was has ended, and there is footage after it. */
export function hasGoneOn(state: PortalState): boolean {
  const gaps = gapsOf([...state.statements.values()]);
  const ends = gaps.map(({ to }) => to ?? Number.POSITIVE_INFINITY);
  const goneOn = Math.max(...ends);
  return gaps.length > 0 && state.entries('segment').some(({ start }) => start >= goneOn);
}

interface StatedGap extends KnownGap {
  readonly id: string;
}

function gapOf(statement: Statement): StatedGap | null {
  if (statement.kind === 'gap') {
    const { gap: id, display, cause, from, to, note } = statement;
    return { id, display, cause, from, to, note };
  }
  if (statement.kind === 'paused') {
    const { gap: id, from, reason: note } = statement;
    return { id, display: null, cause: 'paused', from, to: null, note };
  }
  return null;
}

/** Footage of a display during which a gap, its own or one of all, says that there is none. */
export function contradictionsOf(statements: readonly Statement[]): object[] {
  const gaps = gapsOf(statements);
  const footage = statements.filter((statement) => statement.kind === 'segment');
  return footage.flatMap(({ display, start, duration }) =>
    gaps
      .filter((gap) => gap.display === null || gap.display === display)
      .filter(({ from, to }) => from < start + duration && (to ?? Number.POSITIVE_INFINITY) > start)
      .map((gap) => ({ display, start, duration, gap })),
  );
}

/** Stretches that are neither footage nor a gap with a cause. */
export function holesOf(state: PortalState): TimelineItem[] {
  return timelineOf(state).flatMap(({ items }) =>
    items.filter(
      (item) => item.kind === 'pending' || (item.kind === 'gap' && item.cause === 'unexplained'),
    ),
  );
}

/** "span killed span": what a lane shows, in order. */
export function storyOf(state: PortalState, display: string): string {
  const lane = timelineOf(state).find((candidate) => candidate.display === display);
  return (lane?.items ?? [])
    .map((item) => (item.kind === 'gap' ? item.cause : item.kind))
    .join(' ');
}
