'use client';

import { useEffect, useState } from 'react';
import { useDayScope } from '../day-context.ts';
import { formatClock } from '../zone/format-clock.ts';
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
  const url = usePicture(lane, from);
  const shown = useLastShown(from === null ? null : url, micros !== null && from !== null);
  if (shown === null || from === null) return null;
  return (
    <div className={styles['scrub']} data-testid="scrub-picture" aria-hidden="true">
      <PictureImage url={shown} />
      {url === null ? null : <b>{formatClock(zone, from, 'second')}</b>}
    </div>
  );
}

/** The one before stays until the next is here, so that nothing flickers. */
function useLastShown(url: string | null, isOn: boolean): string | null {
  const [last, setLast] = useState<string | null>(null);
  useEffect(() => {
    if (!isOn) setLast(null);
    else if (url !== null) setLast(url);
  }, [url, isOn]);
  return isOn ? (url ?? last) : null;
}
