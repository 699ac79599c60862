import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { Rehearsal } from '../../contract/retention.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './retention.module.css';

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
