import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';
import { useDates } from '../format/use-dates.ts';
import { MorePages } from '../lists/more-pages.tsx';
import styles from './retention.module.css';
import { useEndedRules } from './use-ended-rules.ts';
import { useRuleWords } from './use-rule-words.ts';

/** Rules that counted once, and proposals that never did. */
export function EndedRules() {
  const t = useTranslations();
  const dates = useDates();
  const { whom, kept } = useRuleWords();
  const ended = useEndedRules();
  const rules = ended.data?.pages.flatMap((page) => page.items) ?? [];
  if (rules.length === 0) return null;
  return (
    <section className={styles['section']}>
      <div className={styles['heading']}>
        <h2>{t('retention.earlier')}</h2>
      </div>
      <DataTable label={t('retention.earlier')}>
        <thead>
          <tr>
            <th scope="col">{t('retention.appliesTo')}</th>
            <th scope="col">{t('retention.keptFor')}</th>
            <th scope="col">{t('retention.wasInForce')}</th>
            <th scope="col">{t('retention.endedBy')}</th>
            <th scope="col">{t('retention.note')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id}>
              <td className={styles['strong']}>{whom(rule)}</td>
              <td>{kept(rule.days)}</td>
              <td className={styles['quiet']}>
                {rule.approved === null || rule.ended === null
                  ? t('retention.neverInForce')
                  : `${dates.moment(rule.approved.at)} – ${dates.moment(rule.ended.at)}`}
              </td>
              <td className={styles['quiet']}>{rule.ended?.by ?? '–'}</td>
              <td className={styles['reason']}>{rule.note || '–'}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <MorePages list={ended} />
    </section>
  );
}
