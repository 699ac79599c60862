'use client';

import { useEffect, useState } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { formatClock } from '../time/format-clock.ts';
import { entryAt } from './lane-index.ts';
import { PictureImage } from './picture-image.tsx';
import styles from './pictures.module.css';
import { usePictures } from './pictures-context.ts';
import { usePicture } from './use-picture.ts';
import { useScrubbed } from './use-scrubbed.ts';

/** While the playhead is dragged: the small picture of the moment, until the footage is there. */
export function ScrubPicture({ lane }: { readonly lane: string }) {
  const { zone } = useDayScope();
  const { index } = usePictures();
  const micros = useScrubbed(lane);
  const entry = micros === null ? null : entryAt(index, lane, micros);
  const from = entry?.hasPicture === true ? entry.from : null;
  const shown = useLastShown(usePicture(lane, from, true), from !== null);
  if (shown === null || from === null) return null;
  return (
    <div className={styles['scrub']} data-testid="scrub-picture" aria-hidden="true">
      <PictureImage {...shown.picture} />
      {shown.isOfNow && !shown.picture.isCoarse ? <b>{formatClock(zone, from, 'second')}</b> : null}
    </div>
  );
}

type Shown = ReturnType<typeof usePicture>;

/** The one before stays until the next is here, so that nothing flickers. */
function useLastShown(picture: Shown, isOn: boolean) {
  const [last, setLast] = useState<Shown>(null);
  const url = picture?.url ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address says which picture it is.
  useEffect(() => {
    if (!isOn) setLast(null);
    else if (picture !== null) setLast(picture);
  }, [url, isOn]);
  if (!isOn) return null;
  if (picture !== null) return { picture, isOfNow: true };
  return last && { picture: last, isOfNow: false };
}
