import type { StoreName } from '@workcompanion/core/storage/store-marker';
import type { ArchiveAlarm, ArchiveState, PressureLevel } from '../../contract/archive.ts';

const STORE_ALARMS = {
  hot: 'hot-store-missing',
  archive: 'archive-store-missing',
  thumbnails: 'thumbnails-store-missing',
  exports: 'exports-store-missing',
} as const satisfies Record<StoreName, ArchiveAlarm>;

interface AlarmFacts {
  readonly state: ArchiveState;
  readonly level: PressureLevel | null;
  readonly quarantined: number;
  /** That are not there, or not ours. */
  readonly missingStores: readonly StoreName[];
}

/** What somebody should do something about, the worst first. */
export function archiveAlarms({
  state,
  level,
  quarantined,
  missingStores,
}: AlarmFacts): ArchiveAlarm[] {
  const alarms: readonly (readonly [ArchiveAlarm, boolean])[] = [
    ['uploads-refused', level === 'refuse'],
    ['archive-refused', state === 'refused'],
    ['workers-silent', state === 'silent'],
    ['disk-fills-up', level === 'early' || level === 'full'],
    ['archive-unreachable', state === 'paused'],
    ['quarantine', quarantined > 0],
  ];
  const ofStores = missingStores.map((name) => STORE_ALARMS[name]);
  return [...ofStores, ...alarms.filter(([, isOn]) => isOn).map(([alarm]) => alarm)];
}
