import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * Whether the browser's own search may be looking through the page: from its keys on, until the page has
 * the focus again. Nothing else tells of it.
 */
export function useSearched(): boolean {
  const [isSearched, setSearched] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    // At once: what does not stand there when the listener returns is not found.
    const search = (): void => flushSync(() => setSearched(true));
    window.addEventListener('keydown', (event) => isFind(event) && search(), { signal });
    window.addEventListener('focus', () => setSearched(false), { signal });
    return () => leaving.abort();
  }, []);
  return isSearched;
}

function isFind({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key === 'F3') return true;
  return key.toLowerCase() === 'f' && (ctrlKey || metaKey) && !altKey;
}
