import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { Rehearsal } from '../../contract/retention.ts';
import styles from './retention.module.css';

const DAY = 86_400_000_000;

/** How many people lose how much, and what only holds keep. */
export function RehearsalFigures({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const t = useTranslations('retention');
  const format = useFormatter();
  const locale = useLocale();
  const { goes, held, people, heldPeople } = rehearsal;
  if (goes.keys + held.keys === 0) return <p className={styles['text']}>{t('nothingGoes')}</p>;
  const figuresOfGoing = [
    { value: format.number(people), label: t('figures.people') },
    { value: format.number(Math.round(goes.covers / DAY)), label: t('figures.days') },
    { value: formatBytes(goes.bytes, locale), label: t('figures.bytes') },
    { value: format.number(goes.keys), label: t('figures.keys') },
  ];
  const kept = {
    value: formatBytes(held.bytes, locale),
    label: t('figures.held', { people: heldPeople }),
  };
  const figures = [...(goes.keys > 0 ? figuresOfGoing : []), ...(held.keys > 0 ? [kept] : [])];
  return (
    <div className={styles['figures']}>
      {figures.map(({ value, label }) => (
        <div key={label} className={styles['figure']}>
          <strong>{value}</strong>
          <span>{label}</span>
        </div>
      ))}
    </div>
  );
}
