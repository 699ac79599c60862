'use client';

import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconUserExclamation } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { AuditEntry } from '../../contract/audit.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './audit-view.module.css';
import { type AuditEntity, useAuditWords } from './use-audit-words.ts';

interface AuditCellsProps {
  readonly entry: AuditEntry;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onActor: (id: string) => void;
  readonly onEntity: (entity: AuditEntity) => void;
}

export function AuditCells(props: AuditCellsProps) {
  const { entry, isOpen, onToggle, onActor, onEntity } = props;
  const t = useTranslations('audit');
  const dates = useDates();
  const words = useAuditWords();
  const { seq, at, user, action, details } = entry;
  const object = words.object(entry, entry.entityName);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <td className={styles['time']}>{dates.second(at)}</td>
      <td>
        {user === null ? (
          <span className={styles['quiet']}>{words.actor(null)}</span>
        ) : (
          <UnstyledButton
            className={styles['link']}
            title={t('onlyActor', { name: user.name })}
            onClick={() => onActor(user.id)}
          >
            {user.name}
          </UnstyledButton>
        )}
      </td>
      <td>
        <span title={action}>{words.action(action)}</span>
        {details['alone'] === true ? (
          <span className={styles['kind']} title={t('aloneHint')}>
            <StatusBadge tone="warn" Icon={IconUserExclamation}>
              {t('alone')}
            </StatusBadge>
          </span>
        ) : null}
      </td>
      <td>
        <UnstyledButton
          className={styles['link']}
          title={t('onlyThis', { name: object.name })}
          onClick={() => onEntity(entry)}
        >
          {object.name}
        </UnstyledButton>
        {object.thing === null ? null : <span className={styles['kind']}>{object.thing}</span>}
      </td>
      <td className={styles['number']}>{seq}</td>
      <td data-align="end" className={styles['toggle']}>
        <ActionIcon
          aria-label={t('showDetails', { seq })}
          aria-expanded={isOpen}
          onClick={onToggle}
        >
          <Chevron size={16} />
        </ActionIcon>
      </td>
    </>
  );
}
