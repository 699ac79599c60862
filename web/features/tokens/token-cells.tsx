'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { EnrolmentTokenSummary } from '../../contract/devices.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './tokens-panel.module.css';
import { useRevokeToken } from './use-revoke-token.ts';

interface TokenCellsProps {
  readonly token: EnrolmentTokenSummary;
  readonly now: number | null;
}

export function TokenCells({ token, now }: TokenCellsProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const { duration, ago } = useDuration();
  const confirm = useConfirm();
  const revoke = useRevokeToken();
  const { label, status } = token;
  const left = now === null ? null : token.expiresAt - now;
  const ask = (): void =>
    confirm({
      title: t('tokens.revokeTitle', { label }),
      text: t('tokens.revokeText'),
      confirm: t('tokens.revoke'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        revoke.mutate(token.id, {
          onSuccess: () => notifications.show({ message: t('tokens.revoked', { label }) }),
          onError: (error) => notifications.show({ color: 'red', message: words(error) }),
        }),
    });
  return (
    <>
      <td className={styles['label']}>{label}</td>
      <td>
        {token.person?.name ?? t('tokens.byLoginShort')}
        {token.team === null ? null : <span className={styles['sub']}>{token.team.name}</span>}
        {token.trustedHosts.length === 0 ? null : (
          <span className={styles['sub']} title={token.trustedHosts.join('\n')}>
            {t('tokens.trustsComputers', { count: token.trustedHosts.length })}
          </span>
        )}
      </td>
      <td className={styles['quiet']}>
        {t('tokens.usedOf', { uses: token.uses, max: token.maxUses })}
      </td>
      <td className={styles['quiet']}>{now === null ? '' : ago(now - token.createdAt)}</td>
      <td className={styles['quiet']}>
        {left === null ? '' : left > 0 ? t('common.in', { duration: duration(left) }) : ago(-left)}
      </td>
      <td>
        <StateBadge state={STATES.enrolmentToken[status]} />
      </td>
      <td data-align="end">
        {status === 'active' ? (
          <Button variant="subtle" color="red" size="compact-xs" onClick={ask}>
            {t('tokens.revoke')}
          </Button>
        ) : null}
      </td>
    </>
  );
}
