import type { ArchiveAlarm, ArchiveState, PressureLevel } from '../../contract/archive.ts';

export interface AlarmFacts {
  readonly state: ArchiveState;
  readonly level: PressureLevel | null;
  readonly quarantined: number;
}

/** What somebody should do something about, the worst first. */
export function archiveAlarms({ state, level, quarantined }: AlarmFacts): ArchiveAlarm[] {
  const alarms: readonly (readonly [ArchiveAlarm, boolean])[] = [
    ['uploads-refused', level === 'refuse'],
    ['archive-refused', state === 'refused'],
    ['workers-silent', state === 'silent'],
    ['disk-fills-up', level === 'early' || level === 'full'],
    ['archive-unreachable', state === 'paused'],
    ['quarantine', quarantined > 0],
  ];
  return alarms.filter(([, isOn]) => isOn).map(([alarm]) => alarm);
}
