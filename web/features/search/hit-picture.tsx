'use client';

import { IconPhotoOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { SearchHit } from '../../contract/search.ts';
import { loadThumbnails } from '../day/thumbnails/load-thumbnails.ts';
import styles from './search.module.css';

/** What is scrolled past is not fetched, nor logged. */
const REST_MS = 250;
const SECOND = 1_000_000;

/** The screen at that moment, with a frame around where it stood. It is fetched when it comes in sight. */
export function HitPicture({ hit }: { readonly hit: SearchHit }) {
  const t = useTranslations('search.hit');
  const boxRef = useRef<HTMLSpanElement>(null);
  const { box, screen } = hit;
  const picture = useThumbnail(hit, useInSight(boxRef));
  return (
    <span ref={boxRef} className={styles['picture']} aria-hidden="true">
      {picture === null ? null : picture === 'none' ? (
        <span className={styles['pictureless']}>
          <IconPhotoOff size={18} />
          {t('noPicture')}
        </span>
      ) : (
        // biome-ignore lint/performance/noImgElement: it is in memory already, and small.
        <img src={picture} alt="" draggable={false} />
      )}
      {box === null || screen === null || picture === null || picture === 'none' ? null : (
        <i className={styles['frame']} style={frameOf(box, screen)} />
      )}
    </span>
  );
}

/** In hundredths of the picture, cut at its edges. */
function frameOf(
  { x, y, width, height }: NonNullable<SearchHit['box']>,
  screen: NonNullable<SearchHit['screen']>,
) {
  const share = (value: number, whole: number) => Math.min(100, Math.max(0, (value / whole) * 100));
  const [left, top] = [share(x, screen.width), share(y, screen.height)];
  return {
    left: `${left}%`,
    top: `${top}%`,
    width: `${share(x + width, screen.width) - left}%`,
    height: `${share(y + height, screen.height) - top}%`,
  };
}

function useInSight(ref: RefObject<HTMLElement | null>): boolean {
  const [isInSight, setInSight] = useState(false);
  useEffect(() => {
    const { current } = ref;
    if (current === null || isInSight) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(([entry]) => {
      clearTimeout(timer);
      if (entry?.isIntersecting) timer = setTimeout(() => setInSight(true), REST_MS);
    });
    observer.observe(current);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [ref, isInSight]);
  return isInSight;
}

/** An address in memory; null until it is there, `none` where there is no picture. */
function useThumbnail({ device, display, from }: SearchHit, isWanted: boolean): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    if (display === null) return setUrl('none');
    const leaving = new AbortController();
    let made: string | null = null;
    const wish = {
      key: `${device}/${display}`,
      kind: 'thumbnails',
      from,
      to: from + SECOND,
    } as const;
    loadThumbnails(wish, leaving.signal)
      .then(([first]) => {
        if (leaving.signal.aborted) return;
        made = first === undefined ? null : URL.createObjectURL(new Blob([first.image]));
        setUrl(made ?? 'none');
      })
      .catch(() => {
        if (!leaving.signal.aborted) setUrl('none');
      });
    return () => {
      leaving.abort();
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [device, display, from, isWanted]);
  return url;
}
