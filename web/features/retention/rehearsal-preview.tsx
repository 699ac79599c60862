import { Skeleton } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { RETENTION_ROUTES } from '../../contract/retention.ts';
import { useRoute } from '../api/use-route.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { RehearsalFigures } from './rehearsal-figures.tsx';
import { RehearsalPeople } from './rehearsal-people.tsx';
import styles from './retention.module.css';

interface RehearsalPreviewProps {
  readonly days: number | null;
  readonly team: string | null;
}

/** What a rule would take if it were in force today. */
export function RehearsalPreview({ days, team }: RehearsalPreviewProps) {
  const t = useTranslations('retention');
  const words = useErrorWords();
  const rehearsal = useRoute(
    RETENTION_ROUTES.rehearseRule,
    { days: days ?? 1, team },
    { enabled: days !== null, placeholderData: keepPreviousData },
  );
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
