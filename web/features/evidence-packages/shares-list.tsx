import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useConfirm } from '../../components/use-confirm.tsx';
import { SHARE_ROUTES, type ShareSummary } from '../../contract/shares.ts';
import { useRoute } from '../api/use-route.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useCaseAction } from '../cases/use-case-action.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './evidence-packages.module.css';

interface SharesListProps {
  readonly id: string;
  readonly mayWork: boolean;
}

/** To whom a package was given by a link. */
export function SharesList({ id, mayWork }: SharesListProps) {
  const t = useTranslations('evidencePackages');
  const { data } = useRoute(SHARE_ROUTES.listShares, { evidencePackage: id });
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section>
      <h3 className={styles['sub']}>{t('shares')}</h3>
      <ul className={styles['shares']}>
        {items.map((share) => (
          <ShareRow key={share.id} share={share} mayWork={mayWork} />
        ))}
      </ul>
    </section>
  );
}

interface ShareRowProps {
  readonly share: ShareSummary;
  readonly mayWork: boolean;
}

function ShareRow({ share, mayWork }: ShareRowProps) {
  const t = useTranslations();
  const dates = useDates();
  const confirm = useConfirm();
  const revoke = useCaseAction(SHARE_ROUTES.revokeShare, t('evidencePackages.did.revoke'));
  const isAlive = share.status === 'active' || share.status === 'locked';
  const facts = [
    t('evidencePackages.until', { date: dates.moment(share.expiresAt) }),
    ...(share.mayDownload ? [] : [t('evidencePackages.watchOnly')]),
    share.openedAt === null
      ? t('evidencePackages.neverOpened')
      : t('evidencePackages.opened', { date: dates.moment(share.openedAt) }),
  ];
  const ask = (): void =>
    confirm({
      title: t('evidencePackages.revokeTitle', { recipient: share.recipient }),
      text: t('evidencePackages.revokeText'),
      confirm: t('evidencePackages.revoke'),
      cancel: t('common.cancel'),
      onConfirm: () => revoke.mutate({ share: share.id }),
    });
  return (
    <li>
      <span className={styles['whom']}>
        {share.recipient}
        <small>{facts.join(' · ')}</small>
      </span>
      <StateBadge state={STATES.share[share.status]} />
      {mayWork && isAlive ? (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          loading={revoke.isPending}
          onClick={ask}
        >
          {t('evidencePackages.revoke')}
        </Button>
      ) : null}
    </li>
  );
}
