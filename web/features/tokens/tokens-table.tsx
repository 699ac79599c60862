'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type QueryClient, useMutation } from '@tanstack/react-query';
import type { EnrolmentTokenId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { RouteAnswer } from '../../contract/define-routes.ts';
import {
  ENROLMENT_TOKEN_ROUTES,
  type EnrolmentTokenSummary,
} from '../../contract/enrolment-tokens.ts';
import { callRoute } from '../api/call-route.ts';
import { routeKey } from '../api/use-route.ts';
import { useShownAtOnce } from '../api/use-shown-at-once.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDuration } from '../format/use-duration.ts';
import { useNow } from '../format/use-now.ts';
import { SortedTable } from '../lists/sorted-table.tsx';
import styles from './tokens-panel.module.css';

/** What can still be used comes first. */
const STATUSES = ['active', 'used-up', 'expired', 'revoked', 'unknown'] as const;

export function TokensTable({ tokens }: { readonly tokens: readonly EnrolmentTokenSummary[] }) {
  const t = useTranslations('tokens');
  return (
    <SortedTable
      label={t('emptyTitle')}
      columns={useColumns()}
      rows={tokens}
      keyOf={({ id }) => id}
      param="tokens"
    />
  );
}

function useColumns(): Column<EnrolmentTokenSummary>[] {
  const t = useTranslations();
  const { duration, ago } = useDuration();
  const now = useNow(10_000);
  return [
    {
      id: 'label',
      title: t('tokens.label'),
      sorts: 'ascending',
      className: styles['label'],
      value: ({ label }) => label,
      cell: ({ label }) => label,
    },
    {
      id: 'person',
      title: t('tokens.person'),
      sorts: 'ascending',
      value: ({ person }) => person?.name ?? null,
      cell: (token) => <PersonCell token={token} />,
    },
    {
      id: 'used',
      title: t('tokens.used'),
      sorts: 'descending',
      className: styles['quiet'],
      value: ({ uses }) => uses,
      cell: ({ uses, maxUses }) => t('tokens.usedOf', { uses, max: maxUses }),
    },
    {
      id: 'created',
      title: t('tokens.created'),
      sorts: 'descending',
      className: styles['quiet'],
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => (now === null ? '' : ago(now - createdAt)),
    },
    {
      id: 'expires',
      title: t('tokens.expires'),
      sorts: 'ascending',
      className: styles['quiet'],
      value: ({ expiresAt }) => expiresAt,
      cell: ({ expiresAt }) => {
        if (now === null) return '';
        const left = expiresAt - now;
        return left > 0 ? t('common.in', { duration: duration(left) }) : ago(-left);
      },
    },
    {
      id: 'status',
      title: t('tokens.status'),
      sorts: 'ascending',
      value: ({ status }) => STATUSES.indexOf(status),
      cell: ({ status }) => <StateBadge state={STATES.enrolmentToken[status]} />,
    },
    {
      id: 'revoke',
      title: t('tokens.revoke'),
      head: '',
      align: 'end',
      cell: (token) => (token.status === 'active' ? <RevokeButton token={token} /> : null),
    },
  ];
}

interface TokenProps {
  readonly token: EnrolmentTokenSummary;
}

/** Under whom its devices are filed, and which of them need no approval. */
function PersonCell({ token: { person, team, trustedHosts } }: TokenProps) {
  const t = useTranslations('tokens');
  return (
    <>
      {person?.name ?? t('byLoginShort')}
      {team === null ? null : <span className={styles['sub']}>{team.name}</span>}
      {trustedHosts.length === 0 ? null : (
        <span className={styles['sub']} title={trustedHosts.join('\n')}>
          {t('trustsComputers', { count: trustedHosts.length })}
        </span>
      )}
    </>
  );
}

function RevokeButton({ token: { id, label } }: TokenProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const revoke = useRevokeToken();
  const ask = (): void =>
    confirm({
      title: t('tokens.revokeTitle', { label }),
      text: t('tokens.revokeText'),
      confirm: t('tokens.revoke'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        revoke.mutate(id, {
          onSuccess: () => notifications.show({ message: t('tokens.revoked', { label }) }),
          onError: (error) => notifications.show({ color: 'red', message: words(error) }),
        }),
    });
  return (
    <Button variant="subtle" color="red" size="compact-xs" onClick={ask}>
      {t('tokens.revoke')}
    </Button>
  );
}

type Tokens = RouteAnswer<typeof ENROLMENT_TOKEN_ROUTES.listEnrolmentTokens>;

/** Shown as revoked at once; taken back if the server refuses. */
function useRevokeToken() {
  return useMutation({
    ...useShownAtOnce([ENROLMENT_TOKEN_ROUTES.listEnrolmentTokens], showRevoked),
    mutationFn: (id: EnrolmentTokenId) =>
      callRoute(ENROLMENT_TOKEN_ROUTES.revokeEnrolmentToken, { id }),
  });
}

function showRevoked(client: QueryClient, id: EnrolmentTokenId): void {
  client.setQueryData<Tokens>(
    routeKey(ENROLMENT_TOKEN_ROUTES.listEnrolmentTokens),
    (tokens) =>
      tokens && {
        items: tokens.items.map((item) =>
          item.id === id ? { ...item, status: 'revoked' as const } : item,
        ),
      },
  );
}
