import { afterEach, describe, expect, it } from 'vitest';
import { guardPage, isGuarded, leaveBy } from './guard.ts';

const went: string[] = [];
const go = (): void => void went.push('away');
afterEach(() => void went.splice(0));

describe('leaving a page', () => {
  it('goes at once where nothing guards it, or nothing is unsaved', () => {
    leaveBy(go);
    const end = guardPage({ isUnsaved: () => false, ask: () => went.push('asked') });
    leaveBy(go);
    expect(isGuarded()).toBe(false);
    end();
    expect(went).toEqual(['away', 'away']);
  });

  it('asks while something is unsaved, and goes only by the answer', () => {
    const asked: (() => void)[] = [];
    const end = guardPage({ isUnsaved: () => true, ask: (leave) => asked.push(leave) });
    leaveBy(go);
    expect({ went, guarded: isGuarded() }).toEqual({ went: [], guarded: true });
    asked[0]?.();
    expect(went).toEqual(['away']);
    end();
    leaveBy(go);
    expect(went).toEqual(['away', 'away']);
  });

  it('is guarded by the later of two, whichever of them ends first', () => {
    const endFirst = guardPage({ isUnsaved: () => false, ask: go });
    const endSecond = guardPage({ isUnsaved: () => true, ask: go });
    endFirst();
    expect(isGuarded()).toBe(true);
    endSecond();
    expect(isGuarded()).toBe(false);
  });
});
