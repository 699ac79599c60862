import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { Lane } from '../../contract/people.ts';
import { laneKey } from './lane-key.ts';

/** "Display 1", "Display 2"; with the computer's name where a day has several computers. */
export function useLaneNames(lanes: readonly Lane[]): ReadonlyMap<string, string> {
  const t = useTranslations('day');
  return useMemo(() => {
    const isMany = new Set(lanes.map(({ device }) => device)).size > 1;
    const counts = new Map<string, number>();
    return new Map(
      lanes.map((lane) => {
        const number = (counts.get(lane.device) ?? 0) + 1;
        counts.set(lane.device, number);
        const name = t('display', { number });
        return [laneKey(lane), isMany ? `${lane.hostname} · ${name}` : name];
      }),
    );
  }, [lanes, t]);
}
