interface Timed {
  readonly recordingId: string;
  readonly startMicros: number;
  readonly durationMicros: number;
}

/**
 * Segments by start, each moment once. Recordings of a display do not overlap, unless its clock went
 * back or an older recorder made them: then, as on the timeline, the one begun later holds from its
 * beginning on. What begins within it is left out, and what reaches into it ends where it begins.
 */
export function withoutOverlaps<T extends Timed>(segments: readonly T[]): T[] {
  const begun = new Map<string, number>();
  for (const { recordingId, startMicros } of segments) {
    begun.set(recordingId, Math.min(startMicros, begun.get(recordingId) ?? startMicros));
  }
  const since = (segment: T) => begun.get(segment.recordingId) ?? segment.startMicros;
  const kept: T[] = [];
  for (const segment of segments) {
    const last = kept.at(-1);
    if (last === undefined || endOf(last) <= segment.startMicros) kept.push(segment);
    else if (since(segment) > since(last)) {
      kept[kept.length - 1] = { ...last, durationMicros: segment.startMicros - last.startMicros };
      if (segment.startMicros === last.startMicros) kept.pop();
      kept.push(segment);
    }
  }
  return kept;
}

function endOf({ startMicros, durationMicros }: Timed): number {
  return startMicros + durationMicros;
}
