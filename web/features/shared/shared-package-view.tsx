import { SegmentedControl } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FactList } from '../../components/fact-list.tsx';
import { SHARE_ROUTES, type SharedPackage } from '../../contract/shares.ts';
import { routePath } from '../api/call-route.ts';
import { LanguageLinks } from '../auth/language-links.tsx';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import { AbsentFootage } from '../exports/absent-footage.tsx';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { ProductMark } from '../shell/product-mark.tsx';
import styles from './shared.module.css';
import { SharedDownload } from './shared-download.tsx';
import { WatermarkedVideo } from './watermarked-video.tsx';

export type OpenShared = Extract<SharedPackage, { state: 'open' }>;

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
