'use client';

import { Button } from '@mantine/core';
import { IconKeyOff, IconPackage, IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CardSkeleton } from '../../components/card-skeleton.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import type { Releases } from '../../contract/releases.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { ReleaseCard } from './release-card.tsx';
import styles from './releases.module.css';
import { UnableDevices } from './unable-devices.tsx';
import { UploadModal } from './upload-modal.tsx';
import { useReleases } from './use-releases.ts';

/** New versions of the recorder: which there are, who gets them, and how that goes. */
export function ReleasesView() {
  const t = useTranslations('releases');
  const { data, error, refetch } = useReleases();
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
      {data !== undefined ? <Content releases={data} /> : null}
      {data === undefined && error === null ? <ReleasesSkeleton /> : null}
      {data === undefined && error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : null}
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
    <div className={styles['page']}>
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
    <div className={styles['page']} aria-busy="true">
      <CardSkeleton height={150} />
      <CardSkeleton height={150} />
    </div>
  );
}
