import { useLocale, useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import type { IntegrityFinding } from '../../contract/integrity.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './integrity.module.css';
import type { FindingState } from './use-findings.ts';

interface FindingsTableProps {
  readonly state: FindingState;
  readonly findings: readonly IntegrityFinding[];
}

export function FindingsTable({ state, findings }: FindingsTableProps) {
  const t = useTranslations('integrity');
  const dates = useDates();
  const moment = (micros: number): string => dates.moment(micros);
  return (
    <div className={styles['table']}>
      <DataTable label={t('findings')}>
        <thead>
          <tr>
            <th scope="col">{t('kind')}</th>
            <th scope="col">{t('whose')}</th>
            <th scope="col">{t('size')}</th>
            <th scope="col">{t('where')}</th>
            <th scope="col">{t(state === 'open' ? 'foundAt' : 'resolvedAt')}</th>
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => {
            const { id, kind, segment, objectKey, foundAt, resolvedAt } = finding;
            return (
              <tr key={id}>
                <td className={styles['kind']}>
                  {t(`kinds.${kind}`)}
                  <span className={styles['under']}>{t(`explain.${kind}`)}</span>
                </td>
                <td className={styles['whose']}>
                  {segment?.person ?? (kind === 'orphan' ? t('nobody') : '–')}
                  {segment === null ? null : (
                    <span className={styles['under']}>
                      {segment.hostname} · {moment(segment.startsAt)}
                    </span>
                  )}
                </td>
                <td className={styles['quiet']}>
                  <FindingSize finding={finding} />
                </td>
                <td className={styles['key']}>{objectKey}</td>
                <td className={styles['quiet']}>{moment(resolvedAt ?? foundAt)}</td>
              </tr>
            );
          })}
        </tbody>
      </DataTable>
    </div>
  );
}

function FindingSize({ finding }: { readonly finding: IntegrityFinding }) {
  const t = useTranslations('integrity');
  const locale = useLocale();
  const { expectedBytes, foundBytes } = finding;
  const found = foundBytes === null ? null : formatBytes(foundBytes, locale);
  const expected = expectedBytes === null ? null : formatBytes(expectedBytes, locale);
  if (expected === null || expected === found) return found ?? '–';
  if (found === null) return finding.kind === 'missing' ? t('sizeNone', { expected }) : expected;
  return t('sizeOf', { found, expected });
}
