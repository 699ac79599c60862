interface StoredSpan {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly bytes: number;
}

/** The bytes of a stretch; a span that reaches beyond it counts by the share within. */
export function storedBytes(
  spans: readonly StoredSpan[],
  { from, to }: { readonly from: number; readonly to: number },
): number {
  return spans.reduce((sum, { startsAt, endsAt, bytes }) => {
    const within = Math.min(endsAt, to) - Math.max(startsAt, from);
    return sum + Math.round((bytes * Math.max(0, within)) / (endsAt - startsAt));
  }, 0);
}
