import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { SHARE_ROUTES, type SharedPackage } from '../../contract/shares.ts';
import { routePath } from '../api/call-route.ts';
import { LanguageLinks } from '../auth/language-links.tsx';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import { AbsentFootage } from '../evidence-packages/absent-footage.tsx';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { ProductMark } from '../shell/product-mark.tsx';
import styles from './shared.module.css';

type OpenShared = Extract<SharedPackage, { state: 'open' }>;

/** What was shared: to watch, and to download where that was allowed. */
export function SharedPackageView({ shown }: { readonly shown: OpenShared }) {
  const t = useTranslations('shared');
  const { stretch } = useStretchWords();
  const dates = useDates();
  const { clip, person, recipient } = shown;
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <ProductMark size={30} />
        <h1>{clip.title}</h1>
      </header>
      <main className={styles['main']}>
        <FormAlert tone="info">{t('logged', { recipient })}</FormAlert>
        <AbsentFootage footage={shown.footage} />
        {shown.videos.length === 0 ? null : <Videos shown={shown} />}
        <div className={styles['beside']}>
          <FactList
            facts={[
              { label: t('case'), value: shown.case },
              { label: t('person'), value: person.name },
              {
                label: t('stretch'),
                value: `${stretch(clip, person.timeZone)} (${person.timeZone})`,
              },
              { label: t('until'), value: dates.moment(shown.expiresAt) },
            ]}
          />
          <SharedDownload shown={shown} />
        </div>
      </main>
      <LanguageLinks />
    </div>
  );
}

function Videos({ shown }: { readonly shown: OpenShared }) {
  const t = useTranslations('shared');
  // All side by side is what a viewer wants first.
  const first = shown.videos.find(({ kind }) => kind === 'side-by-side') ?? shown.videos[0];
  const [index, setIndex] = useState(first?.index ?? 0);
  const nameOf = (video: OpenShared['videos'][number]): string =>
    video.kind === 'side-by-side'
      ? t('allDisplays')
      : t('display', { name: video.display ?? String(video.index + 1) });
  return (
    <section className={styles['videos']}>
      {shown.videos.length > 1 ? (
        <SegmentedControl
          data={shown.videos.map((video) => ({ value: String(video.index), label: nameOf(video) }))}
          value={String(index)}
          onChange={(value) => setIndex(Number(value))}
        />
      ) : null}
      <WatermarkedVideo
        key={index}
        src={routePath(SHARE_ROUTES.watchShared, { share: shown.share, index })}
        label={t('video', { name: shown.person.name })}
        mark={shown.recipient}
      />
    </section>
  );
}

/** The package itself, and how its digest is checked. */
function SharedDownload({ shown }: { readonly shown: OpenShared }) {
  const t = useTranslations();
  const locale = useLocale();
  const { mayDownload, isProtected, share, bytes, sha256 } = shown;
  if (!mayDownload) return <p className={styles['quiet']}>{t('shared.watchOnly')}</p>;
  return (
    <div className={styles['download']}>
      {isProtected ? <p>{t('shared.protected')}</p> : null}
      <Button
        component="a"
        size="sm"
        href={routePath(SHARE_ROUTES.downloadSharedPackage, { share })}
        download
        leftSection={<IconDownload size={16} aria-hidden="true" />}
      >
        {t('shared.download')} ({formatBytes(bytes, locale)})
      </Button>
      <p className={styles['quiet']}>{t('shared.downloadHint')}</p>
      <CopyField
        value={sha256}
        label="SHA-256"
        copyText={t('common.copy')}
        copiedText={t('common.copied')}
      />
    </div>
  );
}

interface WatermarkedVideoProps {
  readonly src: string;
  readonly label: string;
  /** Who watches. */
  readonly mark: string;
}

/** Over the whole picture, so that no cut of it is without. */
const MARKS = Array.from({ length: 12 }, (_, number) => number);

/** A video with the viewer's name over it. Not full screen, where a browser would leave the name out. */
function WatermarkedVideo({ src, label, mark }: WatermarkedVideoProps) {
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
