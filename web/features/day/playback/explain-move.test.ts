import { describe, expect, it } from 'vitest';
import type { TimelinePiece } from '../../../contract/people.ts';
import { explainJump, explainSeek } from './explain-move.ts';

const S = 1_000_000;
const pieces: TimelinePiece[] = [
  { kind: 'span', from: 0, to: 10 * S, cause: null, note: null },
  { kind: 'gap', from: 10 * S, to: 20 * S, cause: 'locked', note: null },
  { kind: 'span', from: 20 * S, to: 30 * S, cause: null, note: null },
];

describe('moves of the clock', () => {
  it('say nothing when the wish was met', () => {
    expect(explainSeek(pieces, 5 * S, { micros: 5 * S, found: 'here' })).toBeNull();
  });

  it('say why another moment is shown', () => {
    const notice = explainSeek(pieces, 15 * S, { micros: 20 * S, found: 'next' });
    expect(notice).toEqual({ kind: 'sought-next', from: 15 * S, to: 20 * S, causes: ['locked'] });
  });

  it('tell a gap from footage that could not be read', () => {
    const gap = { from: 10 * S, to: 20 * S };
    expect(explainJump(pieces, gap, [])).toMatchObject({ kind: 'jumped', causes: ['locked'] });
    expect(
      explainJump(pieces, { from: 3 * S, to: 6 * S }, [{ from: 3 * S, to: 6 * S }]),
    ).toMatchObject({
      kind: 'unreadable',
    });
  });
});
