import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { DELETION_ROUTES, type DeletionRequest } from '../../contract/deletions.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { DeletionPreview } from './deletion-preview.tsx';
import styles from './retention.module.css';
import { SHOWN_OF_RETENTION } from './shown-of-retention.ts';

interface ApproveDeletionModalProps {
  readonly request: DeletionRequest;
  readonly onClose: () => void;
}

/** The second pair of eyes: approves or refuses, after what would go was shown. */
export function ApproveDeletionModal({ request, onClose }: ApproveDeletionModalProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const dates = useDates();
  const approve = useRouteMutation(DELETION_ROUTES.approveDeletion, {
    refreshesAnyway: SHOWN_OF_RETENTION,
  });
  const refuse = useRouteMutation(DELETION_ROUTES.endDeletionRequest, {
    refreshesAnyway: SHOWN_OF_RETENTION,
  });
  const { person, from, to, reason, requested } = request;
  const error = approve.error ?? refuse.error;
  const done = (message: string) => ({
    onSuccess: () => {
      notifications.show({ message });
      onClose();
    },
  });
  const choice = { request: request.id };
  return (
    <OpenDialog
      onClose={onClose}
      title={t('retention.approveDeletionTitle', { name: person.name })}
    >
      <Stack gap={14}>
        {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
        <p className={styles['text']}>
          {dates.days(from, to)} · {reason} · {requested.by}
        </p>
        <DeletionPreview stretch={{ person: person.id, from, to }} />
        <p className={styles['text']}>{t('retention.approveDeletionText')}</p>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button
            variant="default"
            onClick={() => refuse.mutate(choice, done(t('retention.refuseDone')))}
            loading={refuse.isPending}
          >
            {t('retention.refuse')}
          </Button>
          <Button
            color="red"
            onClick={() => approve.mutate(choice, done(t('retention.approveDeletionDone')))}
            loading={approve.isPending}
          >
            {t('retention.approveDeletion')}
          </Button>
        </Group>
      </Stack>
    </OpenDialog>
  );
}
