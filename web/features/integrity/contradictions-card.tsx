import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import type { CheckpointContradiction } from '../../contract/integrity.ts';
import styles from './integrity.module.css';

interface ContradictionsCardProps {
  readonly contradictions: readonly CheckpointContradiction[];
}

/** Which computers keep another history, and what they keep. Nothing while none does. */
export function ContradictionsCard({ contradictions }: ContradictionsCardProps) {
  const t = useTranslations('integrity');
  const format = useFormatter();
  if (contradictions.length === 0) return null;
  return (
    <Card title={t('contradictionsTitle')}>
      <div className={styles['table']}>
        <DataTable label={t('contradictions')}>
          <thead>
            <tr>
              <th scope="col">{t('kind')}</th>
              <th scope="col">{t('whose')}</th>
              <th scope="col">{t('checkpoint')}</th>
              <th scope="col">{t('foundAt')}</th>
            </tr>
          </thead>
          <tbody>
            {contradictions.map(
              ({ id, kind, hostname, person, checkpoint, kept, shown, foundAt }) => (
                <tr key={id}>
                  <td className={styles['kind']}>
                    {t(`contradictionKinds.${kind}`)}
                    <span className={styles['under']}>{t(`contradictionTexts.${kind}`)}</span>
                  </td>
                  <td className={styles['computer']}>
                    {hostname}
                    <span className={styles['under']}>{person}</span>
                  </td>
                  <td className={styles['key']}>
                    {t('checkpointNumber', { number: format.number(checkpoint) })}
                    <span className={styles['under']}>{t('keptHash', { hash: kept })}</span>
                    {shown === null ? null : (
                      <span className={styles['under']}>{t('shownHash', { hash: shown })}</span>
                    )}
                  </td>
                  <td className={styles['quiet']}>
                    {format.dateTime(new Date(foundAt / 1000), {
                      dateStyle: 'medium',
                      timeStyle: 'short',
                    })}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </DataTable>
      </div>
    </Card>
  );
}
