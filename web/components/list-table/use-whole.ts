import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * Whether all rows must stand in the page, also those out of sight: on paper, and while the browser's own
 * search looks through the page. It has the focus while it is open, and nothing else tells of it.
 */
export function useWhole(): boolean {
  const [isWhole, setWhole] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    // At once: the browser prints and searches what stands there when the listener returns.
    const show = (next: boolean): void => flushSync(() => setWhole(next));
    window.addEventListener('beforeprint', () => show(true), { signal });
    window.addEventListener('afterprint', () => show(false), { signal });
    window.addEventListener('focus', () => show(window.matchMedia('print').matches), { signal });
    window.addEventListener('keydown', (event) => isFind(event) && show(true), { signal });
    const paper = window.matchMedia('print');
    paper.addEventListener('change', ({ matches }) => setWhole(matches), { signal });
    return () => leaving.abort();
  }, []);
  return isWhole;
}

function isFind({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key === 'F3') return true;
  return key.toLowerCase() === 'f' && (ctrlKey || metaKey) && !altKey;
}
