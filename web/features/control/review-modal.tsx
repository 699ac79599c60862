'use client';

import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FactList } from '../../components/fact-list.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { CONTROL_ROUTES, type ControlRequest } from '../../contract/control.ts';
import { Reason } from '../../contract/reason.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import { SavedSearchWords } from '../search/saved-searches.tsx';
import { LinkOnce } from '../users/link-once.tsx';
import styles from './control.module.css';
import { useRequestWords } from './use-request-words.ts';

interface ReviewModalProps {
  readonly request: ControlRequest;
  readonly onClose: () => void;
}

/** What would change, and whom it lets do what; then, this once, the link that may come of it. */
export function ReviewModal({ request, onClose }: ReviewModalProps) {
  const t = useTranslations('control');
  const decide = useDecideRequest();
  const { what, about } = useRequestWords(request);
  const link = decide.data?.done ?? null;
  const name = about ?? '';
  const answer = (isAgreed: boolean, note: string): void =>
    decide.mutate(
      { request: request.id, isAgreed, note },
      {
        onSuccess: ({ done }) => {
          notifications.show({ message: t(isAgreed ? 'agreed' : 'refused') });
          if (done === null) onClose();
        },
      },
    );
  return (
    <OpenDialog
      onClose={onClose}
      size={500}
      closeOnClickOutside={link === null}
      title={link === null ? [what, about].filter(Boolean).join(': ') : t('linkTitle', { name })}
    >
      {link === null ? (
        <ReviewForm
          request={request}
          error={decide.error}
          isPending={decide.isPending}
          onAnswer={answer}
        />
      ) : (
        <LinkOnce link={link} name={name} onDone={onClose} />
      )}
    </OpenDialog>
  );
}

/** What was agreed to may be anything: all that is shown is read anew. The link is kept in no cache. */
function useDecideRequest() {
  const client = useQueryClient();
  return useRouteMutation(CONTROL_ROUTES.decideControlRequest, {
    gcTime: 0,
    onSettled: () => void client.invalidateQueries(),
  });
}

interface ReviewFormProps {
  readonly request: ControlRequest;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onAnswer: (isAgreed: boolean, note: string) => void;
}

function ReviewForm({ request, error, isPending, onAnswer }: ReviewFormProps) {
  const t = useTranslations('control');
  const words = useErrorWords();
  const dates = useDates();
  const [note, setNote] = useState('');
  const { facts } = useRequestWords(request);
  const { requested, reason, gains, mayAgree, mayRefuse } = request;
  const isReady = Reason.safeParse(note).success;
  return (
    <Stack gap={14}>
      {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
      <ul className={styles['gained']}>
        {gains.map((gain) => (
          <li key={gain}>{t(`gainWords.${gain}`)}</li>
        ))}
      </ul>
      {request.kind === 'saved-search' ? <SavedSearchWords subject={request.subject} /> : null}
      <FactList
        facts={[
          ...facts,
          { label: t('asked'), value: `${requested.by.name}, ${dates.moment(requested.at)}` },
          { label: t('reason'), value: reason === '' ? t('noReason') : reason },
        ]}
      />
      {mayAgree ? null : <FormAlert tone="info">{t('favoursYou')}</FormAlert>}
      <ReasonField
        label={t('note')}
        placeholder={t('notePlaceholder')}
        isFirst
        value={note}
        onChange={setNote}
      />
      <Group justify="flex-end" gap={8}>
        <Button
          variant="default"
          disabled={!(isReady && mayRefuse)}
          loading={isPending}
          onClick={() => onAnswer(false, note)}
        >
          {t('refuse')}
        </Button>
        <Button
          disabled={!(isReady && mayAgree)}
          loading={isPending}
          onClick={() => onAnswer(true, note)}
        >
          {t('agree')}
        </Button>
      </Group>
    </Stack>
  );
}
