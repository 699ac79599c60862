'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { PersonDay } from '../../contract/people.ts';
import { PurposeForm } from '../watching/purpose-form.tsx';
import { DayHeader } from './header/day-header.tsx';
import styles from './purpose-gate.module.css';
import { PERSON_DAY_KEY } from './use-person-day.ts';

/** Nobody watches without having said why: the person reads it. */
export function PurposeGate({ day }: { readonly day: PersonDay }) {
  const t = useTranslations('watching');
  const queries = useQueryClient();
  const { person, purpose } = day;
  return (
    <>
      <DayHeader day={day} />
      <section className={styles['gate']} aria-labelledby="purpose-title">
        <h2 id="purpose-title">{t('title', { name: person.name })}</h2>
        <p>{t('lead', { name: person.name })}</p>
        <PurposeForm
          person={person}
          mayDelay={purpose.mayDelay}
          onDeclared={() => queries.invalidateQueries({ queryKey: PERSON_DAY_KEY })}
        />
      </section>
    </>
  );
}
