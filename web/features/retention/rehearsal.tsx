import { Skeleton } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import { RETENTION_ROUTES, type Rehearsal } from '../../contract/retention.ts';
import { useRoute } from '../api/use-route.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './retention.module.css';

interface RehearsalPreviewProps {
  readonly days: number | null;
  readonly team: string | null;
}

const DAY = 86_400_000_000;

/** What a rule would take if it were in force today. */
export function RehearsalPreview({ days, team }: RehearsalPreviewProps) {
  const t = useTranslations('retention');
  const words = useErrorWords();
  const rehearsal = useRoute(
    RETENTION_ROUTES.rehearseRule,
    { days: days ?? 1, team },
    { enabled: days !== null, placeholderData: keepPreviousData },
  );
  if (days === null) return <p className={styles['text']}>{t('forEverTakes')}</p>;
  if (rehearsal.error !== null) {
    return <FormAlert tone="bad">{words(rehearsal.error)}</FormAlert>;
  }
  if (rehearsal.data === undefined) return <Skeleton height={64} />;
  return (
    <>
      <p className={styles['text']}>{t('wouldTake')}</p>
      <RehearsalFigures rehearsal={rehearsal.data} />
      <RehearsalPeople rehearsal={rehearsal.data} />
    </>
  );
}

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

/** Whose footage goes, and whose is held. */
export function RehearsalPeople({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const t = useTranslations('retention');
  const locale = useLocale();
  const dates = useDates();
  const { shares, people, heldPeople } = rehearsal;
  if (shares.length === 0) return null;
  const isCut = shares.length < Math.max(people, heldPeople);
  const columns: Column<Rehearsal['shares'][number]>[] = [
    { id: 'person', title: t('person'), className: styles['strong'], cell: ({ name }) => name },
    {
      id: 'stretch',
      title: t('stretch'),
      className: styles['quiet'],
      cell: ({ from, to }) => (from === null || to === null ? '–' : dates.days(from, to)),
    },
    {
      id: 'goes',
      title: t('goes'),
      align: 'end',
      cell: ({ goes }) => (goes.keys === 0 ? '–' : formatBytes(goes.bytes, locale)),
    },
    {
      id: 'held',
      title: t('held'),
      align: 'end',
      cell: ({ held }) => (held.keys === 0 ? '–' : formatBytes(held.bytes, locale)),
    },
  ];
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard */}
      <section className={styles['people']} aria-label={t('whose')} tabIndex={0}>
        <ListTable
          label={t('whose')}
          columns={columns}
          rows={shares}
          keyOf={({ personId }) => personId}
        />
      </section>
      {isCut ? <p className={styles['text']}>{t('onlyFirst', { count: shares.length })}</p> : null}
    </>
  );
}
