import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Whether the page is laid out for paper. */
export function useOnPaper(): boolean {
  const [isOnPaper, setOnPaper] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    // At once: the browser prints what stands there when the listener returns.
    const tell = (next: boolean): void => flushSync(() => setOnPaper(next));
    window.addEventListener('beforeprint', () => tell(true), { signal });
    window.addEventListener('afterprint', () => tell(false), { signal });
    const paper = window.matchMedia('print');
    paper.addEventListener('change', ({ matches }) => setOnPaper(matches), { signal });
    return () => leaving.abort();
  }, []);
  return isOnPaper;
}
