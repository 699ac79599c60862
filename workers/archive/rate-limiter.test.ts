import { describe, expect, it } from 'vitest';
import { ByteRateLimiter } from './rate-limiter.ts';

describe('the rate limiter', () => {
  it('holds one rate over ten uploads within five percent, and treats them alike', async () => {
    const limiter = new ByteRateLimiter(10_000_000);
    const startedAt = performance.now();
    const ends = await Promise.all(
      Array.from({ length: 10 }, async () => {
        for (let chunk = 0; chunk < 10; chunk += 1) await limiter.take(100_000);
        return performance.now() - startedAt;
      }),
    );
    const seconds = Math.max(...ends) / 1000;
    // Less what the first moment saves up.
    const rate = (10_000_000 - 1_000_000) / seconds;
    expect(rate).toBeGreaterThan(9_000_000);
    expect(rate).toBeLessThan(10_500_000);
    expect(Math.min(...ends)).toBeGreaterThan(seconds * 800);
  });

  it('stops waiting when the upload is given up', async () => {
    const limiter = new ByteRateLimiter(1_000);
    const waiting = limiter.take(1_000_000, AbortSignal.timeout(20));
    await expect(waiting).rejects.toThrow();
  });
});
