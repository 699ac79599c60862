'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ViewEntry } from '../../../contract/views.ts';
import { useViewWords } from '../../views/use-view-words.ts';
import { ViewSeconds } from '../../views/view-seconds.tsx';
import { useDayScope } from '../context/day-context.ts';
import styles from './panel.module.css';

const SHOWN = 8;

/** Who watched what of the day, and when; the person sees the same list. */
export function WatchedBefore() {
  const t = useTranslations('day.watched');
  const { watchedBefore: all } = useDayScope().day;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? all : all.slice(0, SHOWN);
  return (
    <section>
      <h2 className={styles['title']}>{t('title')}</h2>
      {all.length === 0 ? <p className={styles['quiet']}>{t('empty')}</p> : null}
      <ul className={styles['rows']}>
        {shown.map((view) => (
          <li key={view.id} className={styles['view']}>
            <WatchedView view={view} />
          </li>
        ))}
      </ul>
      {all.length > shown.length ? (
        <UnstyledButton className={styles['quiet'] ?? ''} onClick={() => setWhole(true)}>
          {t('more', { count: all.length - shown.length })}
        </UnstyledButton>
      ) : null}
    </section>
  );
}

/** By the clock of the day, as all of the panel; each stretch leads to its beginning. */
function WatchedView({ view }: { readonly view: ViewEntry }) {
  const reasons = useTranslations('watching.reasons');
  const { day, player } = useDayScope();
  const words = useViewWords(day.person.timeZone);
  const undisclosed = words.undisclosed(view);
  const { reason, note } = view;
  return (
    <span className={styles['watched']}>
      {view.user.name}
      <small>{words.when(view)}</small>
      <small>{words.what(view)}</small>
      {reason === null ? null : (
        <small>{note ? `${reasons(reason)}: ${note}` : reasons(reason)}</small>
      )}
      {undisclosed === null ? null : <small>{undisclosed}</small>}
      <ViewSeconds view={view}>
        {(stretch) => (
          <UnstyledButton onClick={() => player.seek(stretch.from)}>
            {words.stretch(stretch)}
          </UnstyledButton>
        )}
      </ViewSeconds>
    </span>
  );
}
