import { TeamId } from '@workcompanion/core/ids';

const MAX_DAYS = 3650;

/** Whole days of what a number field holds; null when there are none that a rule may have. */
export function daysOf(value: number | string): number | null {
  const days = typeof value === 'number' ? value : Number(value.trim() || Number.NaN);
  return Number.isInteger(days) && days >= 1 && days <= MAX_DAYS ? days : null;
}

/** The choice of a select; null for what is no team. */
export function teamOf(value: string): TeamId | null {
  return TeamId.safeParse(value).data ?? null;
}
