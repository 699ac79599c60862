'use client';

import { Button } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { IconLock, IconMovie } from '@tabler/icons-react';
import type { CaseId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LinkButton } from '../../components/link-button.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { CASE_ROUTES, type CaseDetails } from '../../contract/cases.ts';
import type { Clip } from '../../contract/clips.ts';
import { Reason } from '../../contract/reason.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { EvidencePackageModal } from '../evidence-packages/evidence-package-modal.tsx';
import { DialogForm } from '../forms/dialog-form.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import { startOfDay } from '../retention/hold-form.ts';
import { BookmarksSection } from './bookmarks-section.tsx';
import styles from './cases.module.css';
import { ClipsTable } from './clips-table.tsx';
import { SHOWN_OF_CASES } from './shown-of-cases.ts';

interface ClipsPanelProps {
  readonly opened: CaseDetails;
  /** A package was asked for: that is where to look now. */
  readonly onPackages: () => void;
}

/** What the case is about: its clips and bookmarks. */
export function ClipsPanel({ opened, onPackages }: ClipsPanelProps) {
  const t = useTranslations('cases');
  const [packaging, setPackaging] = useState<Clip | null>(null);
  const [holding, setHolding] = useState<Clip | 'all' | null>(null);
  const { clips, mayHold } = opened;
  return (
    <>
      {clips.length === 0 ? (
        <MessageState
          icon={<IconMovie size={22} />}
          title={t('noClipsTitle')}
          actions={
            opened.mayWork ? (
              <LinkButton href="/people" variant="default">
                {t('toPeople')}
              </LinkButton>
            ) : null
          }
        >
          <p>{t('noClipsText')}</p>
        </MessageState>
      ) : (
        <ClipsTable opened={opened} onPackage={setPackaging} onHold={setHolding} />
      )}
      {clips.length > 1 && mayHold && opened.closed === null ? (
        <Button
          className={styles['below'] ?? ''}
          variant="default"
          leftSection={<IconLock size={15} aria-hidden="true" />}
          onClick={() => setHolding('all')}
        >
          {t('holdAll')}
        </Button>
      ) : null}
      <BookmarksSection opened={opened} />
      {packaging === null ? null : (
        <EvidencePackageModal
          clip={packaging}
          onClose={() => setPackaging(null)}
          onAsked={() => {
            setPackaging(null);
            onPackages();
          }}
        />
      )}
      {holding === null ? null : (
        <HoldModal
          caseId={opened.id}
          clip={holding === 'all' ? null : holding}
          clips={holding === 'all' ? clips.length : 1}
          onClose={() => setHolding(null)}
        />
      )}
    </>
  );
}

interface HoldModalProps {
  readonly caseId: CaseId;
  /** Null: all of the case. */
  readonly clip: Clip | null;
  readonly clips: number;
  readonly onClose: () => void;
}

/** Keeps the footage of one clip, or of all, from being deleted. */
function HoldModal({ caseId, clip, clips, onClose }: HoldModalProps) {
  const t = useTranslations();
  const hold = useRouteMutation(CASE_ROUTES.holdCase, { refreshes: SHOWN_OF_CASES });
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState<string | null>(null);
  const save = (): void =>
    hold.mutate(
      {
        case: caseId,
        clip: clip?.id ?? null,
        reason,
        expiresAt: expires === null ? null : startOfDay(expires, 1),
      },
      {
        onSuccess: ({ holds, keysGone }) => {
          notifications.show(
            keysGone === 0
              ? { message: t('cases.holdDone', { holds }) }
              : { color: 'orange', message: t('retention.placeGone', { days: keysGone }) },
          );
          onClose();
        },
      },
    );
  return (
    <OpenDialog onClose={onClose} title={t('cases.holdTitle')} size={440}>
      <DialogForm
        error={hold.error}
        confirm={t('retention.place')}
        isReady={Reason.safeParse(reason).success}
        isPending={hold.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <p className={styles['text']}>{t('cases.holdText', { clips })}</p>
        <ReasonField
          label={t('retention.reason')}
          placeholder={t('retention.reasonPlaceholder')}
          isFirst
          value={reason}
          onChange={setReason}
        />
        <DateInput
          label={t('retention.expires')}
          description={t('retention.expiresHint')}
          valueFormat="YYYY-MM-DD"
          placeholder="YYYY-MM-DD"
          minDate={new Date()}
          clearable
          value={expires}
          onChange={setExpires}
        />
      </DialogForm>
    </OpenDialog>
  );
}
