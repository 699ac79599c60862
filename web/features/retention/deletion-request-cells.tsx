import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { DeletionRequest } from '../../contract/retention.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './retention.module.css';
import { TakeBackButton } from './take-back-button.tsx';

interface DeletionRequestCellsProps {
  readonly request: DeletionRequest;
  readonly mayDelete: boolean;
  readonly onReview: () => void;
}

export function DeletionRequestCells({ request, mayDelete, onReview }: DeletionRequestCellsProps) {
  const t = useTranslations('retention');
  const dates = useDates();
  const { approved, ended, carriedOutAt, keys, heldKeys } = request;
  const isOpen = approved === null && ended === null;
  const decided = approved ?? ended;
  return (
    <>
      <td className={styles['strong']}>{request.person.name}</td>
      <td className={styles['quiet']}>{dates.days(request.from, request.to)}</td>
      <td className={styles['reason']}>{request.reason}</td>
      <td className={styles['quiet']}>
        {dates.moment(request.requested.at)}
        <span className={styles['under']}>{request.requested.by}</span>
      </td>
      <td>
        <StateBadge state={STATES.deletionRequest[stateOf(request)]} />
        {decided === null ? null : <span className={styles['under']}>{decided.by}</span>}
        {carriedOutAt === null ? null : (
          <span className={styles['under']}>{t('requestResult', { keys })}</span>
        )}
        {heldKeys === 0 ? null : (
          <span className={styles['under']}>{t('requestHeld', { keys, heldKeys })}</span>
        )}
      </td>
      <td data-align="end">
        {!(mayDelete && isOpen) ? null : request.isOwn ? (
          <TakeBackButton request={request} />
        ) : (
          <Button size="compact-sm" onClick={onReview}>
            {t('review')}
          </Button>
        )}
      </td>
    </>
  );
}

function stateOf(request: DeletionRequest): keyof typeof STATES.deletionRequest {
  const { approved, ended, carriedOutAt, heldKeys } = request;
  if (ended !== null) return 'ended';
  if (carriedOutAt !== null) return 'done';
  if (approved === null) return 'waiting';
  return heldKeys > 0 ? 'held' : 'approved';
}
