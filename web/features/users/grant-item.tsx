'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { GrantSummary } from '../../contract/users.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './grants-section.module.css';

interface GrantItemProps {
  readonly grant: GrantSummary;
  readonly onWithdraw: () => void;
}

export function GrantItem({ grant, onWithdraw }: GrantItemProps) {
  const t = useTranslations('grants');
  const dates = useDates();
  const { person, team, footageFrom, footageTo, status } = grant;
  const when = (at: number): string => dates.moment(at);
  const over =
    person !== null
      ? person.name
      : team !== null
        ? t('ofTeam', { name: team.name })
        : t('everybody');
  const footage =
    footageFrom === null && footageTo === null
      ? t('footageAll')
      : t('footageBetween', {
          from: footageFrom === null ? t('begin') : when(footageFrom),
          to: footageTo === null ? t('end') : when(footageTo),
        });
  return (
    <li className={styles['grant']} data-counts={status === 'active'}>
      <div>
        <strong>{t('summary', { right: t(`rights.${grant.right}`), over })}</strong>
        <span>{footage}</span>
        <span>
          {status === 'withdrawn'
            ? t('withdrawn')
            : t(status === 'active' ? 'until' : 'ended', { date: when(grant.expiresAt) })}
          {' · '}
          {t('given', { name: grant.givenBy, date: when(grant.givenAt) })}
        </span>
        <span>{grant.reason}</span>
      </div>
      {status === 'active' ? (
        <Button variant="subtle" color="red" size="compact-xs" onClick={onWithdraw}>
          {t('withdraw')}
        </Button>
      ) : null}
    </li>
  );
}
