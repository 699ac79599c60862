import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** A piece of state that lives in the address ('' when absent). Replaces, and keeps the rest. */
export function useQueryParam(name: string): readonly [string, (value: string) => void] {
  const params = useSearchParams();
  const pathname = usePathname();
  const write = useCallback(
    (value: string) => {
      const next = new URLSearchParams(window.location.search);
      if (value === '') next.delete(name);
      else next.set(name, value);
      const query = next.toString();
      window.history.replaceState(null, '', query === '' ? pathname : `${pathname}?${query}`);
    },
    [name, pathname],
  );
  return [params.get(name) ?? '', write];
}
