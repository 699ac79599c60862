import { Anchor } from '@mantine/core';
import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { type Fact, FactList } from '../../components/fact-list.tsx';
import type { CheckpointsOverview } from '../../contract/integrity.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './integrity.module.css';
import { useDatabaseRoleFact } from './use-database-role-fact.ts';

/** What the server has committed to, and who could prove it. */
export function CheckpointsCard({ checkpoints }: { readonly checkpoints: CheckpointsOverview }) {
  const t = useTranslations('integrity');
  const { newest, serverKey, serverAuthority } = checkpoints;
  return (
    <Card title={t('checkpoints')}>
      <p className={styles['text']}>{t('checkpointsText')}</p>
      {newest === null ? (
        <p className={styles['text']}>{t('noCheckpoints')}</p>
      ) : (
        <CheckpointFacts checkpoints={checkpoints} newest={newest} />
      )}
      <div className={styles['fingerprint']}>
        <h3>{t('serverKey')}</h3>
        <CopyField
          value={serverKey}
          label={t('serverKey')}
          copyText={t('copy')}
          copiedText={t('copied')}
        />
        <p className={styles['text']}>{t('serverKeyText')}</p>
        <Anchor href={trustFile(serverKey, serverAuthority)} download="workcompanion-trust.json">
          {t('trustFile')}
        </Anchor>
      </div>
    </Card>
  );
}

/** What verify.html and the command line take (core/evidence/trust.ts). */
function trustFile(serverKey: string, serverAuthority: string | null): string {
  const trust = {
    kind: 'workcompanion-trust',
    v: 1,
    serverKeys: [serverKey],
    serverAuthorities: serverAuthority === null ? [] : [serverAuthority],
  };
  return `data:application/json,${encodeURIComponent(JSON.stringify(trust))}`;
}

interface CheckpointFactsProps {
  readonly checkpoints: CheckpointsOverview;
  readonly newest: NonNullable<CheckpointsOverview['newest']>;
}

function CheckpointFacts({ checkpoints, newest }: CheckpointFactsProps) {
  const t = useTranslations('integrity');
  const format = useFormatter();
  const dates = useDates();
  const moment = (micros: number): string => dates.moment(micros);
  const { devices, keptBy, contradictions } = checkpoints;
  const databaseRole = useDatabaseRoleFact(checkpoints.databaseRole);
  const facts: Fact[] = [
    { label: t('newest'), value: t('checkpointNumber', { number: format.number(newest.number) }) },
    { label: t('coversUntil'), value: moment(newest.to) },
    { label: t('entriesOfHour'), value: format.number(newest.statements) },
    timestampFact(),
    {
      label: t('keptBy'),
      value: t('keptByOf', { keptBy: format.number(keptBy), devices }),
      hint: t('keptByHint'),
    },
    {
      label: t('contradictions'),
      value: format.number(contradictions.length),
      tone: contradictions.every(({ isExplained }) => isExplained) ? 'ok' : 'bad',
    },
    databaseRole,
  ];
  return <FactList facts={facts} />;

  function timestampFact(): Fact {
    const { timestamped, timestampProblem } = checkpoints;
    const label = t('timestamped');
    if (timestampProblem !== null) {
      return { label, value: t('timestampFails'), tone: 'warn', hint: timestampProblem };
    }
    if (timestamped === null) return { label, value: t('notTimestamped'), hint: t('tsaHint') };
    const { number, at } = timestamped;
    const value = t('timestampedAt', { number: format.number(number), at: moment(at) });
    return { label, value };
  }
}
