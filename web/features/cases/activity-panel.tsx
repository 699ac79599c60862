import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { type AuditEntry, AuditPage } from '../../contract/audit.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { useAuditWords } from '../audit/use-audit-words.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useDates } from '../format/use-dates.ts';
import { MorePages } from '../lists/more-pages.tsx';
import styles from './cases.module.css';
import { useCasePages } from './use-case-pages.ts';

/** What a line is about, where its details say so in words. */
const TELLING = ['title', 'name', 'note', 'reason', 'recipient', 'text'] as const;

/** Everything that was done to the case, its clips, holds and packages. */
export function ActivityPanel({ id }: { readonly id: string }) {
  const t = useTranslations();
  const words = useAuditWords();
  const dates = useDates();
  const activity = useCasePages({
    ...{ id, list: 'activity', path: PORTAL_ROUTES.caseActivity(id), answer: AuditPage },
  });
  const actorOf = (user: AuditEntry['user'], { recipient }: AuditEntry['details']): string =>
    user === null && typeof recipient === 'string'
      ? t('exports.bearer', { recipient })
      : (user?.name ?? t('exports.system'));
  if (activity.isPending) return <TableSkeleton columns={4} label={t('common.loading')} />;
  if (activity.data === undefined) {
    return <ErrorState error={activity.error} onRetry={() => void activity.refetch()} />;
  }
  const items = activity.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className={styles['below']}>{t('cases.noActivity')}</p>;
  return (
    <>
      <DataTable label={t('cases.tabs.activity')}>
        <thead>
          <tr>
            {(['when', 'who', 'what', 'more'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`exports.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ seq, at, user, action, subjectName, details }) => (
            <tr key={seq}>
              <td className={styles['quiet']}>{dates.second(at)}</td>
              <td className={styles['strong']}>{actorOf(user, details)}</td>
              <td>{words.action(action)}</td>
              <td className={styles['reason']}>
                {isOfBearer(user, details) ? subjectName : tellingOf(details) || subjectName}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <MorePages list={activity} />
    </>
  );
}

/** Whoever has a share stands as the one who acts: once is enough. */
function isOfBearer(user: AuditEntry['user'], { recipient }: AuditEntry['details']): boolean {
  return user === null && typeof recipient === 'string';
}

function tellingOf(details: Readonly<Record<string, unknown>>): string {
  const found = TELLING.map((name) => details[name]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : '';
}
