import { useSyncExternalStore } from 'react';
import type { DayPlayer } from '../playback/day-player.ts';
import type { DaySnapshot } from '../playback/snapshot-store.ts';

export function useSnapshot(player: DayPlayer): DaySnapshot {
  return useSyncExternalStore(
    player.onChange.listen,
    () => player.snapshot,
    () => player.snapshot,
  );
}
