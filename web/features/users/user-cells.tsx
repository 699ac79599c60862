'use client';

import { UnstyledButton } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { ROLE_ORDER, type UserSummary } from '../../contract/users.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { WaitingMark } from '../control/waiting-mark.tsx';
import { useDuration } from '../format/use-duration.ts';
import { useList } from '../format/use-list.ts';
import styles from './users-view.module.css';

interface UserCellsProps {
  readonly user: UserSummary;
  readonly now: number | null;
  readonly onOpen: () => void;
}

export function UserCells({ user, now, onOpen }: UserCellsProps) {
  const t = useTranslations();
  const { ago } = useDuration();
  const list = useList();
  const { name, email, roles, teams, person, lastSignInAt } = user;
  const scope = [...teams.map((team) => team.name), ...(person ? [person.name] : [])];
  return (
    <>
      <td>
        <div className={styles['who']}>
          <InitialsAvatar name={name} />
          <div>
            <UnstyledButton
              className={styles['open']}
              onClick={onOpen}
              aria-haspopup="dialog"
              title={t('users.openDetails', { name })}
            >
              {name}
            </UnstyledButton>
            <span className={styles['sub']}>{email}</span>
          </div>
        </div>
      </td>
      <td>
        {list(
          ROLE_ORDER.filter((role) => roles.includes(role)).map((role) => t(`users.roles.${role}`)),
        )}
        {user.grants === 0 ? null : (
          <span className={styles['sub']}>{t('users.grantCount', { count: user.grants })}</span>
        )}
      </td>
      <td className={styles['quiet']}>{list(scope)}</td>
      <td>
        <StateBadge state={STATES.account[user.status]} />
        {user.hasSecondFactor ? (
          <IconShieldCheck
            className={styles['shield'] ?? ''}
            size={15}
            aria-label={t('users.hasSecondFactor')}
          />
        ) : null}
        <span className={styles['mark']}>
          <WaitingMark subject={`user:${user.id}`} />
        </span>
      </td>
      <td className={styles['when']}>
        {lastSignInAt === null ? t('common.never') : now === null ? '' : ago(now - lastSignInAt)}
      </td>
    </>
  );
}
