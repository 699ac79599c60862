import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styles from './shared.module.css';

interface WatermarkedVideoProps {
  readonly src: string;
  readonly label: string;
  /** Who watches. */
  readonly mark: string;
}

/** Over the whole picture, so that no cut of it is without. */
const MARKS = Array.from({ length: 12 }, (_, number) => number);

/** A video with the viewer's name over it. Not full screen, where a browser would leave the name out. */
export function WatermarkedVideo({ src, label, mark }: WatermarkedVideoProps) {
  const t = useTranslations('shared');
  const [hasFailed, setFailed] = useState(false);
  if (hasFailed) {
    return (
      <p role="alert" className={styles['failed']}>
        {t('failed')}
      </p>
    );
  }
  return (
    <div className={styles['screen']}>
      {/* biome-ignore lint/a11y/useMediaCaption: what is recorded has no sound. */}
      <video
        src={src}
        controls
        controlsList="nodownload nofullscreen"
        disablePictureInPicture
        playsInline
        preload="metadata"
        aria-label={label}
        data-testid="shared-video"
        onContextMenu={(event) => event.preventDefault()}
        onError={() => setFailed(true)}
      />
      <div className={styles['marks']} aria-hidden="true" data-testid="watermark">
        {MARKS.map((number) => (
          <span key={number}>{mark}</span>
        ))}
      </div>
      <span className={styles['moving']} aria-hidden="true">
        {mark}
      </span>
    </div>
  );
}
