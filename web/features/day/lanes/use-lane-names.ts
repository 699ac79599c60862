import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { Lane } from '../../../contract/people.ts';
import { laneKey } from './lane-key.ts';

/**
 * "Display 1", "Display 2"; with the computer's name where a day has several computers, and a number
 * where they share one (a computer that was enrolled anew).
 */
export function useLaneNames(lanes: readonly Lane[]): ReadonlyMap<string, string> {
  const t = useTranslations('day');
  return useMemo(() => {
    const computers = computerNames(lanes);
    const counts = new Map<string, number>();
    return new Map(
      lanes.map((lane) => {
        const number = (counts.get(lane.device) ?? 0) + 1;
        counts.set(lane.device, number);
        const name = t('display', { number });
        const computer = computers.get(lane.device);
        return [laneKey(lane), computers.size > 1 ? `${computer} · ${name}` : name];
      }),
    );
  }, [lanes, t]);
}

/** "DESK-7"; of a second device of this name, "DESK-7 (2)". */
export function computerNames(
  lanes: readonly Pick<Lane, 'device' | 'hostname'>[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { device, hostname } of lanes) {
    if (names.has(device)) continue;
    const count = (counts.get(hostname) ?? 0) + 1;
    counts.set(hostname, count);
    names.set(device, count === 1 ? hostname : `${hostname} (${count})`);
  }
  return names;
}
