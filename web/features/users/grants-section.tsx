'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { GrantSummary, UserSummary } from '../../contract/users.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { GrantItem } from './grant-item.tsx';
import { GrantModal } from './grant-modal.tsx';
import styles from './grants-section.module.css';
import { useGrants } from './use-grants.ts';
import { useWithdrawGrant } from './use-withdraw-grant.ts';

/** What was lent to the account beside its roles. */
export function GrantsSection({ user }: { readonly user: UserSummary }) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const grants = useGrants(user.id);
  const withdraw = useWithdrawGrant();
  const [isNew, setNew] = useState(false);
  const isBarred = user.roles.includes('admin') || user.roles.includes('auditor');
  const ask = (grant: GrantSummary): void =>
    confirm({
      title: t('grants.withdrawTitle'),
      text: t('grants.withdrawText'),
      confirm: t('grants.withdraw'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        withdraw.mutate(grant.id, {
          onError: (error) => notifications.show({ color: 'red', message: words(error) }),
        }),
    });
  return (
    <section className={styles['section']}>
      <div className={styles['heading']}>
        <h3>{t('grants.title')}</h3>
        {isBarred ? null : (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => setNew(true)}
          >
            {t('grants.give')}
          </Button>
        )}
      </div>
      <p>{t(isBarred ? 'grants.barred' : 'grants.lead')}</p>
      {grants.isError ? (
        <ErrorState error={grants.error} onRetry={() => void grants.refetch()} />
      ) : null}
      <ul>
        {grants.data?.items.map((grant) => (
          <GrantItem key={grant.id} grant={grant} onWithdraw={() => ask(grant)} />
        ))}
      </ul>
      <GrantModal user={user.id} isOpen={isNew} onClose={() => setNew(false)} />
    </section>
  );
}
