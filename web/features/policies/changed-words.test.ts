import { describe, expect, it } from 'vitest';
import { changedWords } from './changed-words.ts';

const word = (id: string, value: string) => ({ id, label: id, value });

describe('the changes between two policies', () => {
  it('are the rules that read differently, with what they read before', () => {
    const before = [word('pause', 'for 60 min'), word('segment', 'of 60 s')];
    const after = [
      word('pause', 'not allowed'),
      word('segment', 'of 60 s'),
      word('idle', 'slower'),
    ];
    expect(changedWords(before, after)).toEqual([
      { ...word('pause', 'not allowed'), before: 'for 60 min' },
      { ...word('idle', 'slower'), before: null },
    ]);
  });
});
