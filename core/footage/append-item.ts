import type { TimelineContent, TimelineItem } from './timeline.ts';

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
