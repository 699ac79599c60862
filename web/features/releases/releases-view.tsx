'use client';

import { Button } from '@mantine/core';
import { IconKeyOff, IconPackage, IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CardSkeleton } from '../../components/card-skeleton.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { MessageState } from '../../components/message-state.tsx';
import pageCards from '../../components/page-cards.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { RELEASE_ROUTES, type Releases } from '../../contract/releases.ts';
import { useRoute } from '../api/use-route.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { ReleaseCard } from './release-card.tsx';
import styles from './releases.module.css';
import { UploadModal } from './upload-modal.tsx';

const REFRESH_MS = 5_000;

/** New versions of the recorder: which there are, who gets them, and how that goes. */
export function ReleasesView() {
  const t = useTranslations('releases');
  const query = useRoute(RELEASE_ROUTES.listReleases, undefined, {
    refetchInterval: REFRESH_MS,
  });
  const { data } = query;
  const [isUploading, setUploading] = useState(false);
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')}>
        <LinkButton href="/settings" variant="default">
          {t('back')}
        </LinkButton>
        <Button
          onClick={() => setUploading(true)}
          disabled={data?.hasKey !== true}
          leftSection={<IconUpload size={15} aria-hidden="true" />}
        >
          {t('upload')}
        </Button>
      </PageHeader>
      {data !== undefined ? (
        <Content releases={data} />
      ) : (
        <QueryFallback query={query} skeleton={<ReleasesSkeleton />} />
      )}
      {isUploading ? <UploadModal onClose={() => setUploading(false)} /> : null}
    </>
  );
}

function Content({ releases: { items, hasKey, unable, now } }: { readonly releases: Releases }) {
  const t = useTranslations('releases');
  if (items.length === 0) {
    const Icon = hasKey ? IconPackage : IconKeyOff;
    return (
      <MessageState
        role="status"
        icon={<Icon size={22} />}
        title={t(hasKey ? 'emptyTitle' : 'noKeyTitle')}
      >
        <p>{t(hasKey ? 'emptyText' : 'noKeyText')}</p>
      </MessageState>
    );
  }
  return (
    <div className={pageCards['page']}>
      {hasKey ? null : <p className={styles['hint']}>{t('noKeyText')}</p>}
      <UnableDevices unable={unable} />
      {items.map((release) => (
        <ReleaseCard key={release.version} release={release} now={now} />
      ))}
    </div>
  );
}

function ReleasesSkeleton() {
  return (
    <div className={pageCards['page']} aria-busy="true">
      <CardSkeleton height={150} />
      <CardSkeleton height={150} />
    </div>
  );
}

/** Devices that no release from here will reach, and why; nothing when there are none. */
function UnableDevices({ unable }: { readonly unable: Releases['unable'] }) {
  const t = useTranslations('releases.unable');
  const { ownTools, none, tooOld } = unable;
  const told = [
    ownTools > 0 ? t('ownTools', { count: ownTools }) : null,
    none > 0 ? t('none', { count: none }) : null,
    tooOld > 0 ? t('tooOld', { count: tooOld }) : null,
  ].filter((words) => words !== null);
  if (told.length === 0) return null;
  return <p className={styles['hint']}>{t('all', { told: told.join(t('and')) })}</p>;
}
