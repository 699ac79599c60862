import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { type ArchiveReach, CircuitBreaker } from './circuit-breaker.ts';

describe('CircuitBreaker', () => {
  let now: number;
  let told: ArchiveReach['kind'][];
  let breaker: CircuitBreaker;
  beforeEach(() => {
    now = 1000;
    told = [];
    breaker = new CircuitBreaker({ now: () => now, onChange: ({ kind }) => told.push(kind) });
  });

  const unavailable = new AppError('unavailable', 'no answer');
  const fail = (times: number, error: unknown = unavailable) => {
    for (let count = 0; count < times; count += 1) breaker.enter().failed(error);
  };

  it('refuses after five failures in a row, and says when to come again', () => {
    fail(4);
    expect(breaker.reach).toEqual({ kind: 'up' });
    fail(1);
    expect(breaker.reach).toEqual({ kind: 'down', reason: 'unavailable', retryInMs: 5000 });
    now += 1500;
    expect(() => breaker.enter()).toThrow(
      expect.objectContaining({ code: 'unavailable', retryAfterSeconds: 4 }),
    );
    expect(told).toEqual(['down']);
  });

  it('counts only failures that follow each other', () => {
    for (let round = 0; round < 10; round += 1) {
      fail(4);
      breaker.enter().succeeded();
    }
    expect(breaker.reach.kind).toBe('up');
  });

  it('takes what the store says of a blob for an answer', () => {
    for (const code of ['blob-missing', 'restore-needed', 'digest-mismatch'] as const) {
      fail(10, new AppError(code, 'of the blob'));
    }
    expect(breaker.reach.kind).toBe('up');
    fail(5, new Error('EIO'));
    expect(breaker.reach.kind).toBe('down');
  });

  it('lets a single one try when the time has come, and closes when it is answered', () => {
    fail(5);
    now += 5000;
    const probe = breaker.enter();
    expect(() => breaker.enter()).toThrow(expect.objectContaining({ retryAfterSeconds: 1 }));
    probe.answered();
    expect(breaker.reach.kind).toBe('up');
    expect(told).toEqual(['down', 'up']);
    // Answered is not read to the end: one more failure, and it is down again.
    probe.failed(unavailable);
    expect(breaker.reach).toMatchObject({ kind: 'down', retryInMs: 10_000 });
  });

  it('waits longer each time that the try fails, up to a minute', () => {
    fail(5);
    const pauses: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const { reach } = breaker;
      if (reach.kind === 'up') throw new Error('it is down');
      pauses.push(reach.retryInMs);
      now += reach.retryInMs;
      fail(1);
    }
    expect(pauses).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    now += 60_000;
    breaker.enter().succeeded();
    fail(5);
    expect(breaker.reach).toMatchObject({ retryInMs: 5000 });
  });

  it('waits as long as the store asks', () => {
    fail(5, new AppError('too-many-requests', 'slow down', { retryAfterSeconds: 30 }));
    expect(breaker.reach).toMatchObject({ reason: 'too-many-requests', retryInMs: 30_000 });
  });

  it('lets the next one try when a try was dropped, and counts nothing twice', () => {
    fail(5);
    now += 5000;
    const probe = breaker.enter();
    probe.dropped();
    probe.succeeded();
    expect(breaker.reach.kind).toBe('down');
    breaker.enter().succeeded();
    expect(breaker.reach.kind).toBe('up');
  });

  it('is not moved by those who were let through before it opened', () => {
    const early = [breaker.enter(), breaker.enter()];
    fail(5);
    for (const pass of early) pass.failed(unavailable);
    expect(breaker.reach).toMatchObject({ retryInMs: 5000 });
  });
});
