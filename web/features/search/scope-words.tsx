import { IconUsers } from '@tabler/icons-react';
import type { PersonId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { MOST_PEOPLE_SAVED } from '../../contract/saved-searches.ts';
import { MOST_PEOPLE_SEARCHED, type SearchScope } from '../../contract/search.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './search.module.css';

interface ScopeWordsProps {
  readonly scope: SearchScope;
  readonly ownPerson: PersonId | null;
  /** What goes over more people. */
  readonly save: ReactNode;
}

/** Whom it goes over, and that they can read of it. */
export function ScopeWords({ scope, ownPerson, save }: ScopeWordsProps) {
  const t = useTranslations('search.scope');
  const { people, count, delayMinutes } = scope;
  const [first] = people;
  if (count > MOST_PEOPLE_SEARCHED) {
    return (
      <FormAlert tone="info">
        {t('tooMany', { count, most: MOST_PEOPLE_SEARCHED })}
        {save === null || count > MOST_PEOPLE_SAVED ? null : (
          <span className={styles['more']}>
            {t('saved', { most: MOST_PEOPLE_SAVED })} {save}
          </span>
        )}
      </FormAlert>
    );
  }
  const isOwn = count === 1 && first?.id === ownPerson;
  return (
    <p className={styles['scope']}>
      <IconUsers size={15} aria-hidden="true" />
      <span title={people.map(({ name }) => name).join(', ')}>
        {isOwn
          ? t('own')
          : count === 1
            ? t('one', { name: first?.name ?? '' })
            : t('some', { count })}
      </span>
      {isOwn ? null : <span>{t('logged')}</span>}
      {delayMinutes === null ? null : <span>{t('delayed', { minutes: delayMinutes })}</span>}
    </p>
  );
}

export function ScopeError({ error }: { readonly error: unknown }) {
  const words = useErrorWords();
  return error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>;
}
