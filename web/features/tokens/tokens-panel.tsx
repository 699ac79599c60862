'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { CopyField } from '../../components/copy-field.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import {
  ENROLMENT_TOKEN_ROUTES,
  type EnrolmentTokenCreated,
} from '../../contract/enrolment-tokens.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { NewTokenForm } from './new-token-form.tsx';
import styles from './tokens-panel.module.css';
import { TokensTable } from './tokens-table.tsx';

const REFRESH_MS = 5_000;

export function TokensPanel() {
  const t = useTranslations();
  const tokens = useRoute(ENROLMENT_TOKEN_ROUTES.listEnrolmentTokens, undefined, {
    refetchInterval: REFRESH_MS,
  });
  const [isNew, setNew] = useQueryParam('new');
  const create = (
    <Button onClick={() => setNew('1')} leftSection={<IconPlus size={15} aria-hidden="true" />}>
      {t('tokens.create')}
    </Button>
  );
  return (
    <>
      {tokens.data === undefined ? (
        <QueryFallback
          query={tokens}
          skeleton={<TableSkeleton columns={6} label={t('common.loading')} />}
        />
      ) : null}
      {tokens.data?.items.length === 0 ? (
        <MessageState icon={<IconKey size={22} />} title={t('tokens.emptyTitle')} actions={create}>
          <p>{t('tokens.emptyText')}</p>
        </MessageState>
      ) : null}
      {tokens.data !== undefined && tokens.data.items.length > 0 ? (
        <>
          <div className={styles['bar']}>
            <p>{t('tokens.emptyText')}</p>
            {create}
          </div>
          <TokensTable tokens={tokens.data.items} />
        </>
      ) : null}
      <NewTokenModal isOpen={isNew === '1'} onClose={() => setNew('')} />
    </>
  );
}

interface NewTokenModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** First the wish, then, this once, the token and what to do with it. */
function NewTokenModal({ isOpen, onClose }: NewTokenModalProps) {
  const t = useTranslations('tokens');
  // The token is kept in no cache.
  const create = useRouteMutation(ENROLMENT_TOKEN_ROUTES.createEnrolmentToken, {
    gcTime: 0,
    refreshes: [ENROLMENT_TOKEN_ROUTES.listEnrolmentTokens],
  });
  const isMade = create.data !== undefined;
  const close = (): void => {
    onClose();
    create.reset();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size={isMade ? 640 : 440}
      title={t(isMade ? 'createdTitle' : 'createTitle')}
      closeOnClickOutside={!isMade}
    >
      {create.data === undefined ? (
        <NewTokenForm
          isPending={create.isPending}
          error={create.error}
          onSubmit={(wish) => create.mutate(wish)}
          onCancel={close}
        />
      ) : (
        <TokenOnce created={create.data} onDone={close} />
      )}
    </Modal>
  );
}

interface TokenOnceProps {
  readonly created: EnrolmentTokenCreated;
  readonly onDone: () => void;
}

function TokenOnce({ created, onDone }: TokenOnceProps) {
  const t = useTranslations();
  const { token, serverUrl } = created;
  const lines = [
    { key: 'token', label: t('tokens.token'), value: token, hint: null },
    {
      key: 'headless',
      label: t('tokens.headless'),
      value: headlessCommand(serverUrl, token),
      hint: t('tokens.headlessHint'),
    },
    {
      key: 'msi',
      label: t('tokens.msi'),
      value: msiCommand(serverUrl, token),
      hint: t('tokens.msiHint'),
    },
  ];
  return (
    <Stack gap={16}>
      <Text c="dimmed">{t('tokens.createdText')}</Text>
      {lines.map(({ key, label, value, hint }) => (
        <Stack key={key} gap={4}>
          <Text fw={550}>{label}</Text>
          <CopyField
            value={value}
            label={label}
            copyText={t('common.copy')}
            copiedText={t('common.copied')}
          />
          {hint === null ? null : (
            <Text fz={12} c="dimmed">
              {hint}
            </Text>
          )}
        </Stack>
      ))}
      <Group justify="flex-end">
        <Button onClick={onDone} data-autofocus>
          {t('tokens.done')}
        </Button>
      </Group>
    </Stack>
  );
}

/** The recorder without a window, on a computer that has Node. */
export function headlessCommand(serverUrl: string, token: string): string {
  return `npx workcompanion-recorder --headless --server ${serverUrl} --token ${token}`;
}

/** The silent installation that software distributions run. */
function msiCommand(serverUrl: string, token: string): string {
  return `msiexec /i WorkCompanion-Recorder.msi /qn SERVER_URL=${serverUrl} ENROLL_TOKEN=${token}`;
}
