'use client';

import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useMakeCase } from './use-make-case.ts';

/** Makes a case and opens it. */
export function MakeCaseModal({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  const words = useErrorWords();
  const router = useRouter();
  const make = useMakeCase();
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate({ title, description }, { onSuccess: ({ id }) => router.push(`/cases/${id}`) });
  };
  return (
    <OpenDialog onClose={onClose} title={t('cases.makeTitle')} size={460}>
      <form onSubmit={submit}>
        <Stack gap={14}>
          {make.error === null ? null : <FormAlert tone="bad">{words(make.error)}</FormAlert>}
          <TextInput
            label={t('cases.name')}
            placeholder={t('cases.namePlaceholder')}
            maxLength={120}
            required
            data-autofocus
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Textarea
            label={t('cases.description')}
            maxLength={2000}
            autosize
            minRows={3}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={make.isPending} disabled={title.trim() === ''}>
              {t('cases.makeSubmit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </OpenDialog>
  );
}
