import { useFormatter } from 'next-intl';
import { useCallback } from 'react';

/** A share as a percentage that is cut and never rounded up: only what is all reads as 100 %. */
export function useShare(): (share: number) => string {
  const format = useFormatter();
  return useCallback(
    (share: number) =>
      format.number(Math.floor(share * 1000) / 1000, {
        style: 'percent',
        maximumFractionDigits: 1,
      }),
    [format],
  );
}
