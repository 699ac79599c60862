import { describe, expect, it } from 'vitest';
import { clockWords } from './use-clock-words.ts';

describe('clockWords', () => {
  it('calls a device slow when the server is ahead of it', () => {
    expect(clockWords(90_000_000)).toEqual({ key: 'clockBehind', micros: 90_000_000 });
    expect(clockWords(-90_000_000)).toEqual({ key: 'clockAhead', micros: 90_000_000 });
  });

  it('lets a difference below a second pass', () => {
    expect(clockWords(-999_999).key).toBe('clockRight');
    expect(clockWords(null).key).toBe('unknown');
  });
});
