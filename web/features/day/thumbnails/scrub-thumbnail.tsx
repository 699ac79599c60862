'use client';

import { useEffect, useState } from 'react';
import type { Lane } from '../../../contract/people.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { formatClock } from '../time/format-clock.ts';
import { ThumbnailImage } from './thumbnail-image.tsx';
import { entryAt } from './thumbnail-index.ts';
import styles from './thumbnails.module.css';
import { useThumbnails } from './thumbnails-provider.tsx';
import { useThumbnail } from './use-thumbnail.ts';

/** While the playhead is dragged: the thumbnail of the moment, until the footage is there. */
export function ScrubThumbnail({ lane }: { readonly lane: Lane }) {
  const key = laneKey(lane);
  const { zone } = useDayScope();
  const { index } = useThumbnails();
  const micros = useScrubbed(key);
  const entry = micros === null ? null : entryAt(index, key, micros);
  const from = entry?.hasThumbnail === true ? entry.from : null;
  const shown = useLastShown(useThumbnail(key, from, true), from !== null);
  if (shown === null || from === null) return null;
  return (
    <div className={styles['scrub']} data-testid="scrub-thumbnail" aria-hidden="true">
      <ThumbnailImage {...shown.thumbnail} />
      {shown.isOfNow && !shown.thumbnail.isCoarse ? (
        <b>{formatClock(zone, from, 'second')}</b>
      ) : null}
    </div>
  );
}

type Shown = ReturnType<typeof useThumbnail>;

/** The one before stays until the next is here, so that nothing flickers. */
function useLastShown(thumbnail: Shown, isOn: boolean) {
  const [last, setLast] = useState<Shown>(null);
  const url = thumbnail?.url ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address says which thumbnail it is.
  useEffect(() => {
    if (!isOn) setLast(null);
    else if (thumbnail !== null) setLast(thumbnail);
  }, [url, isOn]);
  if (!isOn) return null;
  if (thumbnail !== null) return { thumbnail, isOfNow: true };
  return last && { thumbnail: last, isOfNow: false };
}

/** The footage counts as there when its frame is so near. */
const NEAR_MICROS = 1_500_000;
/** After the hand has let go the thumbnail waits no longer for the footage. */
const PATIENCE_MS = 2_500;

/** The moment under the hand that drags the playhead, while this lane's footage is not there yet. */
function useScrubbed(key: string): number | null {
  const { player } = useDayScope();
  const [micros, setMicros] = useState<number | null>(null);
  useEffect(() => {
    let wish: number | null = null;
    let patience: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      clearTimeout(patience);
      wish = null;
      setMicros(null);
    };
    const endPreview = player.onPreview.listen((preview) => {
      clearTimeout(patience);
      if (preview === null) patience = setTimeout(stop, PATIENCE_MS);
      else {
        wish = preview;
        setMicros(preview);
      }
    });
    const endFrames = player.onFrame.listen((shown, wall) => {
      if (shown === key && wish !== null && Math.abs(wall - wish) < NEAR_MICROS) stop();
    });
    return () => {
      clearTimeout(patience);
      endPreview();
      endFrames();
    };
  }, [player, key]);
  return micros;
}
