import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconListDetails, IconRefresh, IconShare2, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FactList } from '../../components/fact-list.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import {
  EVIDENCE_PACKAGE_ROUTES,
  type EvidencePackageSummary,
} from '../../contract/evidence-packages.ts';
import { Reason } from '../../contract/reason.ts';
import { routePath } from '../api/call-route.ts';
import { useCaseAction } from '../cases/use-case-action.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import { ShareModal } from './share-modal.tsx';
import { useRedactionWords } from './use-redaction-words.ts';

interface EvidencePackageActionsProps {
  readonly made: EvidencePackageSummary;
  readonly mayWork: boolean;
}

const CANCELLABLE = ['awaiting-approval', 'queued', 'running'];

/** What can be done with a package in its state. */
export function EvidencePackageActions({ made, mayWork }: EvidencePackageActionsProps) {
  const t = useTranslations('evidencePackages');
  const retry = useCaseAction(EVIDENCE_PACKAGE_ROUTES.retryEvidencePackage, t('did.retry'));
  const [dialog, setDialog] = useState<'share' | 'decide' | null>(null);
  const isReady = mayWork && made.state === 'made';
  return (
    <>
      <Group gap={8}>
        {isReady ? (
          <>
            <Button
              component="a"
              href={routePath(EVIDENCE_PACKAGE_ROUTES.downloadPackage, {
                evidencePackage: made.id,
              })}
              download
              leftSection={<IconDownload size={15} aria-hidden="true" />}
            >
              {t('download')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconShare2 size={15} aria-hidden="true" />}
              onClick={() => setDialog('share')}
            >
              {t('share')}
            </Button>
          </>
        ) : null}
        {made.mayDecide ? <Button onClick={() => setDialog('decide')}>{t('decide')}</Button> : null}
        {mayWork && made.state === 'failed' ? (
          <Button
            leftSection={<IconRefresh size={15} aria-hidden="true" />}
            loading={retry.isPending}
            onClick={() => retry.mutate({ evidencePackage: made.id })}
          >
            {t('retry')}
          </Button>
        ) : null}
        {mayWork && CANCELLABLE.includes(made.state) ? <CancelButton made={made} /> : null}
        <LinkButton
          href={`/cases/${made.case}/evidence-packages/${made.id}`}
          variant="default"
          leftSection={<IconListDetails size={15} aria-hidden="true" />}
        >
          {t('custody')}
        </LinkButton>
      </Group>
      {dialog === 'share' ? <ShareModal made={made} onClose={() => setDialog(null)} /> : null}
      {dialog === 'decide' ? <DecideModal made={made} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

function CancelButton({ made }: { readonly made: EvidencePackageSummary }) {
  const t = useTranslations();
  const confirm = useConfirm();
  const cancel = useCaseAction(
    EVIDENCE_PACKAGE_ROUTES.cancelEvidencePackage,
    t('evidencePackages.did.cancel'),
  );
  return (
    <Button
      variant="default"
      leftSection={<IconX size={15} aria-hidden="true" />}
      loading={cancel.isPending}
      disabled={made.isCancelling}
      onClick={() =>
        confirm({
          title: t('evidencePackages.cancelTitle'),
          text: t('evidencePackages.cancelText'),
          confirm: t('evidencePackages.cancel'),
          cancel: t('common.close'),
          onConfirm: () => cancel.mutate({ evidencePackage: made.id }),
        })
      }
    >
      {t('evidencePackages.cancel')}
    </Button>
  );
}

interface DecideModalProps {
  readonly made: EvidencePackageSummary;
  readonly onClose: () => void;
}

/** A second person agrees or refuses, and says why. */
function DecideModal({ made, onClose }: DecideModalProps) {
  const t = useTranslations('evidencePackages');
  const reasons = useTranslations('watching.reasons');
  const words = useErrorWords();
  const redacted = useRedactionWords()(made);
  const decide = useCaseAction(EVIDENCE_PACKAGE_ROUTES.decideEvidencePackage);
  const [note, setNote] = useState('');
  const answer = (isApproved: boolean): void =>
    decide.mutate(
      { evidencePackage: made.id, isApproved, note },
      {
        onSuccess: () => {
          notifications.show({ message: t(isApproved ? 'did.approve' : 'did.refuse') });
          onClose();
        },
      },
    );
  const isShort = !Reason.safeParse(note).success;
  return (
    <OpenDialog onClose={onClose} title={t('decideTitle')} size={460}>
      <Stack gap={14}>
        {decide.error === null ? null : <FormAlert tone="bad">{words(decide.error)}</FormAlert>}
        <FactList
          facts={[
            { label: t('clip'), value: made.clip.title },
            { label: t('asked'), value: made.requestedBy.name },
            { label: t('reason'), value: `${reasons(made.reason)}: ${made.note}` },
            ...(redacted === '' ? [] : [{ label: t('leftOut'), value: redacted }]),
          ]}
        />
        {made.disclosesWindow ? <FormAlert tone="info">{t('disclosesWindow')}</FormAlert> : null}
        <ReasonField label={t('decideNote')} isFirst value={note} onChange={setNote} />
        <Group justify="flex-end" gap={8}>
          <Button
            variant="default"
            disabled={isShort}
            loading={decide.isPending}
            onClick={() => answer(false)}
          >
            {t('refuse')}
          </Button>
          <Button disabled={isShort} loading={decide.isPending} onClick={() => answer(true)}>
            {t('approve')}
          </Button>
        </Group>
      </Stack>
    </OpenDialog>
  );
}
