'use client';

import { Button, Skeleton, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCalendarEvent, IconPencil } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import type { PersonMonth } from '../../contract/month.ts';
import { PEOPLE_ROUTES, RenamePerson } from '../../contract/people.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { DialogForm } from '../forms/dialog-form.tsx';
import styles from '../month/month.module.css';
import { MonthGrid, MonthLegend } from '../month/month-grid.tsx';
import { MonthNavigator } from '../month/month-navigator.tsx';
import { isMonth } from '../month/weeks-of-month.ts';

const REFRESH_MS = 60_000;

interface PersonViewProps {
  readonly person: string;
  readonly mayRename: boolean;
  /** By the server's clock, until the person's own is known. */
  readonly month: string;
}

/** A person's month; the days are a press away. */
export function PersonView({ person, mayRename, month: present }: PersonViewProps) {
  const t = useTranslations('month');
  const [asked, setMonth] = useQueryParam('month');
  const month = isMonth(asked) ? asked : present;
  const query = useRoute(
    PEOPLE_ROUTES.readPersonMonth,
    { person, month },
    { placeholderData: keepPreviousData, refetchInterval: REFRESH_MS },
  );
  const { data } = query;
  if (data === undefined) {
    return (
      <>
        <PageHeader title={t('total')} lead={<Skeleton circle height={32} />}>
          <MonthNavigator month={month} last={present} onChange={setMonth} />
        </PageHeader>
        <QueryFallback
          query={query}
          skeleton={
            <div className={styles['page']} aria-busy="true">
              <Skeleton height={460} maw={1280} />
            </div>
          }
        />
      </>
    );
  }
  const last = data.today.slice(0, 7);
  return (
    <>
      <PageHeader
        title={data.person.name}
        aside={data.person.login === data.person.name ? null : data.person.login}
        lead={<InitialsAvatar name={data.person.name} size={32} />}
      >
        <MonthNavigator month={month} last={last} onChange={setMonth} />
        {mayRename ? <RenameButton person={data.person} /> : null}
        <LinkButton
          href={`/people/${person}/${data.today}`}
          size="compact-md"
          leftSection={<IconCalendarEvent size={15} aria-hidden="true" />}
        >
          {t('openToday')}
        </LinkButton>
      </PageHeader>
      <div className={styles['page']} aria-busy={query.isPlaceholderData}>
        <MonthGrid {...data} month={month} />
        <MonthLegend timeZone={data.person.timeZone} />
      </div>
    </>
  );
}

function RenameButton({ person }: { readonly person: PersonMonth['person'] }) {
  const t = useTranslations('people.rename');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPencil size={15} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        {t(person.name === person.login ? 'give' : 'change')}
      </Button>
      {isOpen ? <RenameModal person={person} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface RenameModalProps {
  readonly person: PersonMonth['person'];
  readonly onClose: () => void;
}

/** Gives a person a name: an enrolled computer knows the login alone. */
function RenameModal({ person, onClose }: RenameModalProps) {
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
