'use client';

import { Textarea, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { CASE_ROUTES } from '../../contract/cases.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { SHOWN_OF_CASES } from './shown-of-cases.ts';

/** Makes a case and opens it. */
export function MakeCaseModal({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  const router = useRouter();
  const make = useRouteMutation(CASE_ROUTES.makeCase, { refreshes: SHOWN_OF_CASES });
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const submit = (): void =>
    make.mutate({ title, description }, { onSuccess: ({ id }) => router.push(`/cases/${id}`) });
  return (
    <OpenDialog onClose={onClose} title={t('cases.makeTitle')} size={460}>
      <DialogForm
        error={make.error}
        confirm={t('cases.makeSubmit')}
        isReady={title.trim() !== ''}
        isPending={make.isPending}
        onSubmit={submit}
        onCancel={onClose}
      >
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
      </DialogForm>
    </OpenDialog>
  );
}
