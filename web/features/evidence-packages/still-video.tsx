import { isAppError } from '@workcompanion/core/errors';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { ClipDisplay } from '../../contract/clips.ts';
import { PLAYBACK_ROUTES } from '../../contract/playback.ts';
import { VIEW_ROUTES } from '../../contract/views.ts';
import { routePath } from '../api/call-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { HlsSource } from '../day/playback/hls-source.ts';
import styles from './evidence-packages.module.css';

interface StillVideoProps extends ClipDisplay {
  /** The moment to show, and until when there is anything to show. */
  readonly from: number;
  readonly to: number;
}

/** One picture of a display. It was seen, so it stands in the view log. */
export function StillVideo({ device, display, from, to }: StillVideoProps) {
  const t = useTranslations('evidencePackages');
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<'failed' | 'purpose' | null>(null);
  const { mutate: report } = useRouteMutation(VIEW_ROUTES.reportView);
  useEffect(() => {
    if (video.current === null) return;
    const url = routePath(PLAYBACK_ROUTES.buildPlaylist, { device, display, from, to });
    const fail = (error: Error | null): void =>
      setProblem(isAppError(error, 'purpose-required') ? 'purpose' : 'failed');
    const source = new HlsSource({
      video: video.current,
      url,
      wall: from,
      unreadable: new Set(),
      events: {
        onFragments: () => {},
        onStale: () => fail(null),
        onFailed: fail,
        onFrozen: () => fail(null),
      },
    });
    return () => source.destroy();
  }, [device, display, from, to]);
  if (problem !== null) {
    return (
      <p className={styles['noStill']}>
        {t(problem === 'purpose' ? 'purposeFirst' : 'stillFailed')}
      </p>
    );
  }
  return (
    <video
      ref={video}
      muted
      playsInline
      disablePictureInPicture
      onLoadedData={() =>
        report({ device, display, from, to: Math.min(to, from + 1), live: false })
      }
    />
  );
}
