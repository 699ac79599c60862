import { Skeleton, Stack } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { DELETION_ROUTES } from '../../contract/deletions.ts';
import { useRoute } from '../api/use-route.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import type { StretchOfPerson } from './deletion-form.ts';
import styles from './retention.module.css';

const DAY = 86_400_000_000;

/** What would go of a person, whole keys at a time, and what a hold keeps. */
export function DeletionPreview({ stretch }: { readonly stretch: StretchOfPerson }) {
  const t = useTranslations('retention');
  const words = useErrorWords();
  const format = useFormatter();
  const locale = useLocale();
  const dates = useDates();
  const rehearsal = useRoute(DELETION_ROUTES.rehearseDeletionRequest, stretch, {
    placeholderData: keepPreviousData,
  });
  if (rehearsal.error !== null) return <FormAlert tone="bad">{words(rehearsal.error)}</FormAlert>;
  if (rehearsal.data === undefined) return <Skeleton height={64} />;
  const { goes, held, inUse, from, to } = rehearsal.data;
  const figures = [
    { value: format.number(Math.round(goes.covers / DAY)), label: t('figures.days') },
    { value: formatBytes(goes.bytes, locale), label: t('figures.bytes') },
    { value: format.number(goes.keys), label: t('figures.keys') },
  ];
  return (
    <Stack gap={8}>
      {goes.keys === 0 ? (
        <p className={styles['text']}>{t('nothingToDelete')}</p>
      ) : (
        <div className={styles['figures']}>
          {figures.map(({ value, label }) => (
            <div key={label} className={styles['figure']}>
              <strong>{value}</strong>
              <span>{label}</span>
            </div>
          ))}
        </div>
      )}
      {from === null || to === null ? null : (
        <p className={styles['text']}>
          {t('wholeKeys', { from: dates.moment(from), to: dates.moment(to) })}
        </p>
      )}
      {held.keys === 0 ? null : (
        <p className={styles['text']}>
          {t('heldKeys', { keys: held.keys, size: formatBytes(held.bytes, locale) })}
        </p>
      )}
      {inUse === 0 ? null : <p className={styles['text']}>{t('inUse', { keys: inUse })}</p>}
    </Stack>
  );
}
