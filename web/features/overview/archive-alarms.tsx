'use client';

import { AlarmList } from '../archive/alarm-list.tsx';
import { useArchiveStatus } from '../archive/use-archive-status.ts';

/** What somebody must do about archive or disk, before anything else is read. */
export function ArchiveAlarms() {
  const { data } = useArchiveStatus();
  return data === undefined ? null : <AlarmList alarms={data.alarms} />;
}
