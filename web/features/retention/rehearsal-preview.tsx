import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { RehearsalFigures } from './rehearsal-figures.tsx';
import { RehearsalPeople } from './rehearsal-people.tsx';
import styles from './retention.module.css';
import { useRehearsal } from './use-rehearsal.ts';

interface RehearsalPreviewProps {
  readonly days: number | null;
  readonly team: string | null;
}

/** What a rule would take if it were in force today. */
export function RehearsalPreview({ days, team }: RehearsalPreviewProps) {
  const t = useTranslations('retention');
  const words = useErrorWords();
  const rehearsal = useRehearsal(days, team);
  if (days === null) return <p className={styles['text']}>{t('forEverTakes')}</p>;
  if (rehearsal.error !== null) {
    return <FormAlert tone="bad">{words(rehearsal.error)}</FormAlert>;
  }
  if (rehearsal.data === undefined) return <Skeleton height={64} />;
  return (
    <>
      <p className={styles['text']}>{t('wouldTake')}</p>
      <RehearsalFigures rehearsal={rehearsal.data} />
      <RehearsalPeople rehearsal={rehearsal.data} />
    </>
  );
}
