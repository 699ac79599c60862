import { describe, expect, it } from 'vitest';
import { AppError, isAppError } from './errors.ts';

describe('AppError', () => {
  it('keeps what happened, why, and what may be told', () => {
    const cause = new Error('ENOSPC');
    const error = new AppError('storage-full', 'the disk is full', {
      cause,
      details: { freeBytes: 0 },
      retryAfterSeconds: 30,
    });
    expect(error).toMatchObject({
      message: 'the disk is full',
      code: 'storage-full',
      status: 507,
      retryable: true,
      cause,
      details: { freeBytes: 0 },
      retryAfterSeconds: 30,
    });
    expect(Object.hasOwn(new AppError('forbidden', 'no'), 'cause')).toBe(false);
  });

  it('says that repeating the same request is of no use when it is not', () => {
    for (const code of ['invalid-input', 'signature-invalid', 'journal-fork'] as const) {
      expect(new AppError(code, '').retryable).toBe(false);
    }
  });

  it('is told from other errors, and by its code', () => {
    const error: unknown = new AppError('not-found', '');
    expect(isAppError(error)).toBe(true);
    expect(isAppError(error, 'not-found')).toBe(true);
    expect(isAppError(error, 'forbidden')).toBe(false);
    expect(isAppError(new Error('not-found'))).toBe(false);
  });

  it('is known also when another copy of this module threw it', async () => {
    const copy = './errors.ts?another';
    const other: { AppError: typeof AppError } = await import(copy);
    const error: unknown = new other.AppError('not-found', '');
    expect(error).not.toBeInstanceOf(AppError);
    expect(isAppError(error, 'not-found')).toBe(true);
  });
});
