import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { PersonMonth } from '../../contract/month.ts';
import { PEOPLE_ROUTES, RenamePerson } from '../../contract/people.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { DialogForm } from '../forms/dialog-form.tsx';

interface RenameModalProps {
  readonly person: PersonMonth['person'];
  readonly onClose: () => void;
}

/** Gives a person a name: an enrolled computer knows the login alone. */
export function RenameModal({ person, onClose }: RenameModalProps) {
  const t = useTranslations('people.rename');
  const [name, setName] = useState(person.name === person.login ? '' : person.name);
  const rename = useRouteMutation(PEOPLE_ROUTES.renamePerson, {
    refreshes: [
      PEOPLE_ROUTES.readPersonMonth,
      PEOPLE_ROUTES.readPersonDay,
      PEOPLE_ROUTES.listPeople,
      PEOPLE_ROUTES.listPersonNames,
    ],
  });
  const wish = RenamePerson.safeParse({ person: person.id, name });
  return (
    <OpenDialog onClose={onClose} title={t('title')} size={420}>
      <DialogForm
        error={rename.error}
        confirm={t('save')}
        isReady={wish.success}
        isPending={rename.isPending}
        onCancel={onClose}
        onSubmit={() => {
          if (!wish.success) return;
          rename.mutate(wish.data, {
            onSuccess: () => {
              notifications.show({ message: t('saved', { name: wish.data.name }) });
              onClose();
            },
          });
        }}
      >
        <TextInput
          label={t('name')}
          description={person.login === null ? null : t('login', { login: person.login })}
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </DialogForm>
    </OpenDialog>
  );
}
