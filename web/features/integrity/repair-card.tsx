import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { type Fact, FactList } from '../../components/fact-list.tsx';
import type { RepairOverview } from '../../contract/integrity.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './integrity.module.css';

interface RepairCardProps {
  readonly repair: RepairOverview;
}

/** How far computers have made good what a restored database lacks. */
export function RepairCard({ repair }: RepairCardProps) {
  const t = useTranslations('integrity.repair');
  const dates = useDates();
  const text = t('text', {
    restoredAt: dates.moment(repair.restoredAt),
    takenAt: dates.moment(repair.takenAt),
  });
  return (
    <Card title={t('title')}>
      <p className={styles['text']}>{text}</p>
      <div className={styles['pair']}>
        <RepairFacts repair={repair} />
        <WaitingComputers waiting={repair.waiting} />
      </div>
    </Card>
  );
}

function RepairFacts({ repair }: RepairCardProps) {
  const t = useTranslations('integrity.repair');
  const format = useFormatter();
  const { done, sending, unheard, back, adopted, lost, keyless } = repair;
  const devices = done + sending + unheard;
  const isDone = done === devices;
  const facts: Fact[] = [
    {
      label: t('computers'),
      value: isDone ? t('allDone', { devices }) : t('done', { done, devices }),
      tone: isDone ? 'ok' : undefined,
    },
    { label: t('sending'), value: format.number(sending) },
    {
      label: t('unheard'),
      value: format.number(unheard),
      tone: unheard > 0 ? 'warn' : undefined,
    },
    {
      label: t('back'),
      value: t('adopted', { back: format.number(back), adopted: format.number(adopted) }),
    },
    {
      label: t('lost'),
      value: format.number(lost),
      tone: lost > 0 ? 'bad' : undefined,
      hint: t('lostHint'),
    },
    {
      label: t('keyless'),
      value: format.number(keyless),
      tone: keyless > 0 ? 'bad' : undefined,
      hint: t('keylessHint'),
    },
  ];
  return <FactList facts={facts} />;
}

function WaitingComputers({ waiting }: Pick<RepairOverview, 'waiting'>) {
  const t = useTranslations('integrity.repair');
  const dates = useDates();
  if (waiting.length === 0) return null;
  return (
    <ul className={styles['explanations']} aria-label={t('waiting')}>
      {waiting.map(({ device, hostname, person, ...about }) => (
        <li key={device}>
          <strong className={styles['strong']}>{hostname}</strong> {person}
          <span className={styles['under']}>{stateOf(about)}</span>
        </li>
      ))}
    </ul>
  );

  function stateOf({
    isHeard,
    lastSeenAt,
    backlogSegments: backlog,
  }: Omit<RepairOverview['waiting'][number], 'device' | 'hostname' | 'person'>): string {
    if (isHeard) return t('isSending', { backlog });
    return lastSeenAt === null ? t('neverHeard') : t('isUnheard', { at: dates.moment(lastSeenAt) });
  }
}
