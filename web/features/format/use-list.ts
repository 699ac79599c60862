import { useFormatter } from 'next-intl';
import { useCallback } from 'react';

/** Names one after the other, parted as the language does it: "A, B" and "A、B". */
export function useList(): (items: readonly string[]) => string {
  const format = useFormatter();
  return useCallback(
    (items) => format.list(items, { type: 'conjunction', style: 'narrow' }),
    [format],
  );
}
