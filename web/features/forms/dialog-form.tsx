import { Button, Group, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from './form-alert.tsx';

interface DialogFormProps {
  /** Why the last try failed, where no notice says so. */
  readonly error?: Error | null;
  /** What the button says that does it. */
  readonly confirm: string;
  /** It takes something away. */
  readonly isGrave?: boolean;
  /** Whether the fields are such that it can be done. */
  readonly isReady?: boolean;
  readonly isPending: boolean;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** The fields of a dialog, what came of the last try, and the buttons that end it; Enter does it too. */
export function DialogForm(props: DialogFormProps) {
  const { error = null, confirm, isGrave = false, isReady = true, isPending } = props;
  const { onSubmit, onCancel, children } = props;
  const t = useTranslations('common');
  const words = useErrorWords();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (isReady && !isPending) onSubmit(event);
  };
  return (
    <form onSubmit={submit} onKeyDown={keepInList} noValidate>
      <Stack gap={14}>
        {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
        {children}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onCancel} disabled={isPending}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            {...(isGrave ? { color: 'red' } : {})}
            disabled={!isReady}
            loading={isPending}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Enter in a field with a list chooses from it; where it finds nothing it must not do the whole thing. */
function keepInList(event: KeyboardEvent): void {
  const hasList =
    event.target instanceof Element && event.target.matches('[aria-haspopup=listbox]');
  if (event.key === 'Enter' && hasList) event.preventDefault();
}
