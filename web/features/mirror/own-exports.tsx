import { useFormatter, useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import { MorePages } from '../cases/more-pages.tsx';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import styles from '../views/views.module.css';
import mirror from './mirror.module.css';
import { useOwnExports } from './use-own-exports.ts';

/** What of the own footage was taken out of the server, by whom and why. Nothing where nothing was. */
export function OwnExports({ timeZone }: { readonly timeZone: string }) {
  const t = useTranslations('mirror');
  const reasons = useTranslations('watching.reasons');
  const format = useFormatter();
  const { stretch } = useStretchWords();
  const exports = useOwnExports();
  const items = exports.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <>
      <div className={mirror['page']}>
        <h2>{t('exported')}</h2>
        <p className={mirror['quiet']}>{t('exportedLead')}</p>
      </div>
      <DataTable label={t('exported')}>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td className={styles['time']}>
                {format.dateTime(new Date(one.at / 1000), {
                  ...{ timeZone, dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' },
                })}
              </td>
              <td className={styles['strong']}>{one.userName}</td>
              <td className={styles['time']}>
                {stretch(one, timeZone)}
                <span className={styles['under']}>{one.displays.join(', ')}</span>
              </td>
              <td className={styles['why']}>{reasons(one.reason)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <MorePages list={exports} />
    </>
  );
}
