import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import { CopyField } from '../../components/copy-field.tsx';
import { SHARE_ROUTES } from '../../contract/shares.ts';
import { routePath } from '../api/call-route.ts';
import styles from './shared.module.css';
import type { OpenShared } from './shared-package-view.tsx';

/** The package itself, and how its digest is checked. */
export function SharedDownload({ shown }: { readonly shown: OpenShared }) {
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
