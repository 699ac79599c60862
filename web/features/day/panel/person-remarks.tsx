'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRemarks } from '../../remarks/use-remarks.ts';
import { useDayScope } from '../context/day-context.ts';
import styles from './panel.module.css';
import { RemarkForm } from './remark-form.tsx';
import { RemarkRow } from './remark-row.tsx';

/** What the person says about this day's footage; they write it here themselves. */
export function PersonRemarks() {
  const t = useTranslations('mirror.remarks');
  const { day, can } = useDayScope();
  const { person, from, to, isSelf } = day;
  const { data } = useRemarks({ person: person.id, from, to, isAllowed: can('watch') });
  const [isWriting, setWriting] = useState(false);
  const items = data?.items ?? [];
  if (items.length === 0 && !isSelf) return null;
  return (
    <section>
      <h2 className={styles['title']}>{t(isSelf ? 'own' : 'title')}</h2>
      {items.length === 0 && !isWriting ? <p className={styles['quiet']}>{t('none')}</p> : null}
      <ul className={styles['rows']}>
        {items.map((remark) => (
          <RemarkRow key={remark.id} remark={remark} />
        ))}
      </ul>
      {isSelf && !isWriting ? (
        <Button variant="subtle" size="compact-xs" onClick={() => setWriting(true)}>
          {t('add')}
        </Button>
      ) : null}
      {isWriting ? <RemarkForm onDone={() => setWriting(false)} /> : null}
    </section>
  );
}
