import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
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
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard */}
      <section className={styles['people']} aria-label={t('whose')} tabIndex={0}>
        <DataTable label={t('whose')}>
          <thead>
            <tr>
              <th scope="col">{t('person')}</th>
              <th scope="col">{t('stretch')}</th>
              <th scope="col" data-align="end">
                {t('goes')}
              </th>
              <th scope="col" data-align="end">
                {t('held')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shares.map(({ personId, name, from, to, goes, held }) => (
              <tr key={personId}>
                <td className={styles['strong']}>{name}</td>
                <td className={styles['quiet']}>
                  {from === null || to === null ? '–' : dates.days(from, to)}
                </td>
                <td data-align="end">{goes.keys === 0 ? '–' : formatBytes(goes.bytes, locale)}</td>
                <td data-align="end">{held.keys === 0 ? '–' : formatBytes(held.bytes, locale)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </section>
      {isCut ? <p className={styles['text']}>{t('onlyFirst', { count: shares.length })}</p> : null}
    </>
  );
}
