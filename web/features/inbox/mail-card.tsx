'use client';

import { Select, Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { NotificationTopic } from '@workcompanion/core/notifications';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { INBOX_ROUTES, type MailChosen, MailFrequency } from '../../contract/inbox.ts';
import type { Me } from '../../contract/session.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { seesControl } from '../control/use-control-state.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './inbox.module.css';

/** Chooses what somebody is told by e-mail too, and how soon. */
export function MailCard({ me }: { readonly me: Me }) {
  const t = useTranslations('inbox.mail');
  const { data, error, refetch } = useRoute(INBOX_ROUTES.readMailChoice, undefined);
  return (
    <Card title={t('title')}>
      {data !== undefined ? (
        <MailForm chosen={data} topics={topicsOf(me)} />
      ) : error === null ? (
        <Skeleton height={120} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </Card>
  );
}

/** Nobody is asked about what they are never told of. */
function topicsOf({ rights, rightsOverSome, isRecorded }: Me): readonly NotificationTopic[] {
  const topics: NotificationTopic[] = [];
  if (seesControl({ rights })) topics.push('approvals');
  if (rightsOverSome.includes('export')) topics.push('packages');
  if (isRecorded || rightsOverSome.includes('watch')) topics.push('remarks');
  if (rights.includes('system')) topics.push('alarms');
  return topics;
}

interface MailFormProps {
  readonly chosen: MailChosen;
  readonly topics: readonly NotificationTopic[];
}

function MailForm({ chosen, topics }: MailFormProps) {
  const t = useTranslations('inbox.mail');
  const words = useErrorWords();
  const locale = useLocale();
  const timeZone = useTimeZone() ?? 'UTC';
  const change = useRouteMutation(INBOX_ROUTES.changeMailChoice, {
    refreshes: [INBOX_ROUTES.readMailChoice],
    onSuccess: () => notifications.show({ message: t('saved') }),
  });
  const choose = (topic: NotificationTopic, frequency: string | null): void => {
    const { data } = MailFrequency.safeParse(frequency);
    if (data === undefined) return;
    change.mutate({
      topics: { ...chosen.topics, [topic]: data },
      locale,
      timeZone,
    });
  };
  if (!chosen.hasMail) return <p className={styles['hint']}>{t('noServer')}</p>;
  return (
    <>
      <p className={styles['hint']}>{t('lead', { email: chosen.email })}</p>
      {change.error === null ? null : <FormAlert tone="bad">{words(change.error)}</FormAlert>}
      <div className={styles['topics']}>
        {topics.map((topic) => (
          <Select
            key={topic}
            label={t(`topics.${topic}`)}
            data={MailFrequency.options.map((value) => ({ value, label: t(`how.${value}`) }))}
            value={chosen.topics[topic]}
            onChange={(value) => choose(topic, value)}
            disabled={change.isPending}
            allowDeselect={false}
          />
        ))}
      </div>
    </>
  );
}
