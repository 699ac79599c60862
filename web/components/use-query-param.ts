import { usePathname, useSearchParams } from 'next/navigation';
import { startTransition, useCallback, useOptimistic } from 'react';

/**
 * A piece of state that lives in the address ('' when absent). Replaces, and keeps the rest. Next
 * tells the new address in a transition; who wrote it sees the value at once, as a pressed switch must.
 */
export function useQueryParam(name: string): readonly [string, (value: string) => void] {
  const params = useSearchParams();
  const pathname = usePathname();
  const [value, showAtOnce] = useOptimistic(params.get(name) ?? '');
  const write = useCallback(
    (next: string) => {
      const query = new URLSearchParams(window.location.search);
      if (next === '') query.delete(name);
      else query.set(name, next);
      const search = query.toString();
      startTransition(() => {
        showAtOnce(next);
        window.history.replaceState(null, '', search === '' ? pathname : `${pathname}?${search}`);
      });
    },
    [name, pathname, showAtOnce],
  );
  return [value, write];
}
