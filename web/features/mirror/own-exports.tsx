import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import type { OwnExport } from '../../contract/mirror.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useDates } from '../format/use-dates.ts';
import { useList } from '../format/use-list.ts';
import { MorePages } from '../lists/more-pages.tsx';
import styles from '../views/views.module.css';
import mirror from './mirror.module.css';
import { useOwnExports } from './use-own-exports.ts';

interface OwnExportsProps {
  readonly timeZone: string;
}

/** What of the own footage was taken out of the server, by whom, why and to whom it went. */
export function OwnExports({ timeZone }: OwnExportsProps) {
  const t = useTranslations('mirror');
  return (
    <>
      <div className={mirror['page']}>
        <h2>{t('exported')}</h2>
        <p className={mirror['text']}>{t('exportedLead')}</p>
      </div>
      <ExportsList timeZone={timeZone} />
    </>
  );
}

function ExportsList({ timeZone }: OwnExportsProps) {
  const t = useTranslations();
  const exports = useOwnExports();
  if (exports.isPending) return <TableSkeleton columns={5} label={t('common.loading')} />;
  if (exports.data === undefined) {
    return <ErrorState error={exports.error} onRetry={() => void exports.refetch()} />;
  }
  const items = exports.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className={mirror['none']}>{t('mirror.noExports')}</p>;
  return (
    <>
      <DataTable label={t('mirror.exported')}>
        <thead>
          <tr>
            {(['made', 'by', 'what', 'why', 'received'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`mirror.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <ExportRow key={one.id} made={one} timeZone={timeZone} />
          ))}
        </tbody>
      </DataTable>
      <MorePages list={exports} />
    </>
  );
}

interface ExportRowProps extends OwnExportsProps {
  readonly made: OwnExport;
}

function ExportRow({ made, timeZone }: ExportRowProps) {
  const t = useTranslations('mirror');
  const reasons = useTranslations('watching.reasons');
  const list = useList();
  const { moment } = useDates(timeZone);
  const { stretch } = useStretchWords();
  const { at, userName, displays, reason, expiresAt, receivers } = made;
  return (
    <tr>
      <td className={styles['time']}>
        {moment(at)}
        {expiresAt === null ? null : (
          <span className={styles['under']}>{t('keptUntil', { date: moment(expiresAt) })}</span>
        )}
      </td>
      <td className={styles['strong']}>{userName}</td>
      <td className={styles['time']}>
        {stretch(made, timeZone)}
        <span className={styles['under']}>{list(displays)}</span>
      </td>
      <td className={styles['why']}>{reasons(reason)}</td>
      <td className={styles['why']}>
        {receivers.length === 0 ? (
          <span className={styles['quiet']}>{t('nobodyYet')}</span>
        ) : (
          list(receivers)
        )}
      </td>
    </tr>
  );
}
