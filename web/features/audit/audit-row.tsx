'use client';

import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AuditEntry } from '../../contract/audit.ts';
import { useDates } from '../format/use-dates.ts';
import { AuditDetails } from './audit-details.tsx';
import styles from './audit-view.module.css';
import { useAuditWords } from './use-audit-words.ts';

interface AuditRowProps {
  readonly entry: AuditEntry;
  readonly onActor: (id: string) => void;
  readonly onSubject: (subject: string) => void;
}

export function AuditRow({ entry, onActor, onSubject }: AuditRowProps) {
  const t = useTranslations('audit');
  const dates = useDates();
  const words = useAuditWords();
  const [isOpen, setOpen] = useState(false);
  const { seq, at, user, action, subject, subjectName } = entry;
  const object = words.object(subject, subjectName);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <tr>
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
        </td>
        <td>
          <UnstyledButton
            className={styles['link']}
            title={t('onlyThis', { name: object.name })}
            onClick={() => onSubject(subject)}
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
            onClick={() => setOpen(!isOpen)}
          >
            <Chevron size={16} />
          </ActionIcon>
        </td>
      </tr>
      <tr className={styles['details']} data-open={isOpen}>
        <td colSpan={6}>
          <AuditDetails entry={entry} />
        </td>
      </tr>
    </>
  );
}
