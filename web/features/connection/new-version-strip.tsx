'use client';

import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { leaveBy } from '../../components/leaving/guard.ts';
import { isPageOutdated, subscribeToPortalBuild } from '../api/call-route.ts';
import styles from './connection-strip.module.css';

/** Offers to reload a page of the release before. Whoever has something unsaved there is asked first. */
export function NewVersionStrip() {
  const t = useTranslations('shell');
  const isOutdated = useSyncExternalStore(subscribeToPortalBuild, isPageOutdated, () => false);
  return (
    <div role="status">
      {isOutdated ? (
        <p className={styles['strip']} data-tone="calm">
          <IconRefresh size={16} aria-hidden="true" />
          {t('newVersion')}
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => leaveBy(() => window.location.reload())}
          >
            {t('reload')}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
