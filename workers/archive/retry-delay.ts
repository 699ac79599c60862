export interface RetryDelay {
  readonly firstMs: number;
  readonly ceilingMs: number;
  /** 0 to 1. */
  readonly random: number;
  /** What the store asked for. */
  readonly retryAfterSeconds: number | null;
}

/** Exponential with ±50 % jitter up to a ceiling, and never sooner than the store asked. */
export function retryDelay(attempt: number, delay: RetryDelay): number {
  const exponential = Math.min(delay.ceilingMs, delay.firstMs * 2 ** Math.max(0, attempt - 1));
  const asked = (delay.retryAfterSeconds ?? 0) * 1000;
  return Math.max(asked, Math.round(exponential * (0.5 + delay.random)));
}
