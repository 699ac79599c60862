'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import type { ControlRequest } from '../../contract/control.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './control.module.css';
import { useWithdrawRequest } from './use-decide-request.ts';
import { useRequestWords } from './use-request-words.ts';

interface RequestCellsProps {
  readonly request: ControlRequest;
  readonly onReview: () => void;
}

export function RequestCells({ request, onReview }: RequestCellsProps) {
  const t = useTranslations('control');
  const dates = useDates();
  const { what, about } = useRequestWords(request);
  const { gains, requested, reason, status, decided, expiresAt } = request;
  return (
    <>
      <td>
        <span className={styles['strong']}>{what}</span>
        {about === null ? null : <span className={styles['under']}>{about}</span>}
      </td>
      <td className={styles['gains']}>
        {gains.map((gain) => (
          <span key={gain}>{t(`gainWords.${gain}`)}</span>
        ))}
      </td>
      <td className={styles['asked']}>
        {requested.by.name}
        <span className={styles['under']}>{dates.moment(requested.at)}</span>
        {reason === '' ? null : <span className={styles['reason']}>{reason}</span>}
      </td>
      <td>
        <StateBadge state={STATES.controlRequest[status]} />
        {decided === null ? (
          <span className={styles['under']}>{t('until', { date: dates.moment(expiresAt) })}</span>
        ) : (
          <>
            <span className={styles['under']}>
              {decided.by}, {dates.moment(decided.at)}
            </span>
            {decided.note === '' ? null : <span className={styles['reason']}>{decided.note}</span>}
          </>
        )}
      </td>
      <td data-align="end">
        {status === 'waiting' && request.isOwn ? <TakeBackButton request={request} /> : null}
        {status === 'waiting' && !request.isOwn ? (
          <Button size="compact-sm" onClick={onReview}>
            {t('review')}
          </Button>
        ) : null}
      </td>
    </>
  );
}

function TakeBackButton({ request }: { readonly request: ControlRequest }) {
  const t = useTranslations('control');
  const words = useErrorWords();
  const withdraw = useWithdrawRequest();
  const takeBack = (): void =>
    withdraw.mutate(
      { request: request.id },
      {
        onSuccess: () => notifications.show({ message: t('tookBack') }),
        onError: (error) => notifications.show({ color: 'red', message: words(error) }),
      },
    );
  return (
    <Button size="compact-sm" variant="default" loading={withdraw.isPending} onClick={takeBack}>
      {t('takeBack')}
    </Button>
  );
}
