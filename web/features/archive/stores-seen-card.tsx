import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { FactList } from '../../components/fact-list.tsx';
import type { StoreSeen } from '../../contract/archive.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';

/** How each process finds the stores that it writes to: nodes have disks of their own. */
export function StoresSeenCard({ stores }: { readonly stores: readonly StoreSeen[] }) {
  const t = useTranslations('archive');
  const locale = useLocale();
  if (stores.length === 0) return null;
  const facts = stores.map(({ store, node, level, cause, freeBytes, totalBytes }) => ({
    label: t('storeOf', { store: t(`stores.${store}`), node }),
    value: (
      <>
        <StateBadge state={STATES.disk[cause === 'unavailable' ? 'silent' : level]} />{' '}
        {t('roomOf', {
          free: formatBytes(freeBytes, locale),
          total: formatBytes(totalBytes, locale),
        })}
      </>
    ),
  }));
  return (
    <Card title={t('looked')}>
      <FactList facts={facts} />
    </Card>
  );
}
