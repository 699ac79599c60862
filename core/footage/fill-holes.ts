import type { TimelineContent, TimelineItem } from './timeline.ts';

/**
 * Up to this, a hole is none: it is less than a frame and a half of the slowest capture that is
 * usual, and what an encoder needs to stop or to start.
 */
const CONTINUITY_MICROS = 500_000;

/**
 * Closes the holes between ordered, disjoint items. A small one belongs to the recording on both
 * sides of it, or to the named gap beside it; any other is an unexplained gap.
 */
export function fillHoles(items: readonly TimelineItem[]): TimelineItem[] {
  const filled: TimelineItem[] = [];
  for (const item of items) {
    const last = filled.at(-1);
    if (last !== undefined && last.to < item.from) {
      appendItem(filled, { ...ownerOfHole(last, item), from: last.to, to: item.from });
    }
    appendItem(filled, item);
  }
  return filled;
}

function ownerOfHole(before: TimelineItem, after: TimelineItem): TimelineContent {
  if (after.from - before.to <= CONTINUITY_MICROS) {
    if (before.kind === 'gap') return before;
    if (after.kind === 'gap') return after;
    if (isSameRecording(before, after)) return before;
  }
  return { kind: 'gap', cause: 'unexplained', note: null };
}

function isSameRecording(a: TimelineContent, b: TimelineContent): boolean {
  return a.kind === 'span' && b.kind === 'span' && a.recordingId === b.recordingId;
}

/** Adds a stretch at the end of `items`, as part of the last one if it goes on with the same. */
export function appendItem(items: TimelineItem[], item: TimelineItem): void {
  const last = items.at(-1);
  if (last !== undefined && last.to === item.from && sameContent(last, item)) {
    items[items.length - 1] = { ...last, to: item.to };
  } else {
    items.push(item);
  }
}

function sameContent(a: TimelineContent, b: TimelineContent): boolean {
  if (a.kind === 'span') return b.kind === 'span' && a.recordingId === b.recordingId;
  if (a.kind === 'gap') return b.kind === 'gap' && a.cause === b.cause && a.note === b.note;
  return b.kind === 'pending';
}
