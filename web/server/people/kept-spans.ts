import type { DeletedStretch } from '@workcompanion/db/retention/deleted-stretches';
import type { spans } from '@workcompanion/db/schema/spans';

type Span = Pick<
  typeof spans.$inferSelect,
  'deviceId' | 'display' | 'startsAt' | 'endsAt' | 'bytes'
>;

/** What of spans is still there; a part has its share of the bytes. Stretches are by start. */
export function keptSpans(all: readonly Span[], deleted: readonly DeletedStretch[]): Span[] {
  return all.flatMap((span) => {
    const own = deleted.filter(
      ({ deviceId, display }) => deviceId === span.deviceId && display === span.display,
    );
    return own.reduce<Span[]>((parts, gap) => parts.flatMap((part) => without(part, gap)), [span]);
  });
}

function without(span: Span, { from, to }: DeletedStretch): Span[] {
  return [
    { startsAt: span.startsAt, endsAt: Math.min(span.endsAt, from) },
    { startsAt: Math.max(span.startsAt, to), endsAt: span.endsAt },
  ]
    .filter(({ startsAt, endsAt }) => startsAt < endsAt)
    .map((part) => {
      const share = (part.endsAt - part.startsAt) / (span.endsAt - span.startsAt);
      return { ...span, ...part, bytes: Math.round(span.bytes * share) };
    });
}
