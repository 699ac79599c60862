import type { PersonSummary } from '../../contract/people.ts';

/** When a person's screen was last seen: by heartbeat, or by what has arrived of today. */
export function lastFrameOf({ lastFrameAt, today }: PersonSummary): number | null {
  const ends = today.pieces.filter(({ kind }) => kind === 'span').map(({ to }) => to);
  const last = Math.max(lastFrameAt ?? 0, ...ends);
  return last === 0 ? null : last;
}
