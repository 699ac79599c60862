'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { INBOX_ROUTES } from '../../contract/inbox.ts';
import type { Me } from '../../contract/session.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { rowsOfPages } from '../lists/rows-of-pages.ts';
import styles from './inbox.module.css';
import { InboxRow } from './inbox-row.tsx';
import { MailCard } from './mail-card.tsx';

const REFRESH_MS = 30_000;

/** What somebody was told, the latest first, and what of it is sent by e-mail too. */
export function InboxView({ me }: { readonly me: Me }) {
  const t = useTranslations('inbox');
  const words = useErrorWords();
  const inbox = useRoutePages(INBOX_ROUTES.listInbox, {}, { refetchInterval: REFRESH_MS });
  const read = useRouteMutation(INBOX_ROUTES.markRead, {
    refreshes: [INBOX_ROUTES.listInbox, INBOX_ROUTES.countUnread],
    keepalive: true,
  });
  const items = rowsOfPages(inbox.data?.pages, ({ id }) => id);
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')}>
        <Button
          variant="default"
          disabled={!items.some(({ isNew }) => isNew)}
          loading={read.isPending}
          onClick={() => read.mutate({ notification: null })}
        >
          {t('markAll')}
        </Button>
      </PageHeader>
      <div className={styles['page']}>
        {read.error === null ? null : <FormAlert tone="bad">{words(read.error)}</FormAlert>}
        {inbox.data === undefined ? (
          inbox.error === null ? (
            <Skeleton height={240} radius={10} />
          ) : (
            <ErrorState error={inbox.error} onRetry={() => void inbox.refetch()} />
          )
        ) : items.length === 0 ? (
          <MessageState icon={<IconBell size={22} />} title={t('none')} role="status">
            <p>{t('noneText')}</p>
          </MessageState>
        ) : (
          <ul className={styles['items']} aria-label={t('title')}>
            {items.map((item) => (
              <InboxRow
                key={item.id}
                item={item}
                now={inbox.data.pages[0]?.now ?? item.at}
                onOpen={() => item.isNew && read.mutate({ notification: item.id })}
              />
            ))}
          </ul>
        )}
        <MorePages list={inbox} />
        <MailCard me={me} />
      </div>
    </>
  );
}
