import { Button, Group } from '@mantine/core';
import { IconDownload, IconListDetails, IconRefresh, IconShare2, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LinkButton } from '../../components/link-button.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import {
  EVIDENCE_PACKAGE_ROUTES,
  type EvidencePackageSummary,
} from '../../contract/evidence-packages.ts';
import { routePath } from '../api/call-route.ts';
import { useCaseAction } from '../cases/use-case-action.ts';
import { DecideModal } from './decide-modal.tsx';
import { ShareModal } from './share-modal.tsx';

interface EvidencePackageActionsProps {
  readonly made: EvidencePackageSummary;
  readonly opened: CaseDetails;
}

const CANCELLABLE = ['awaiting-approval', 'queued', 'running'];

/** What can be done with a package in its state. */
export function EvidencePackageActions({ made, opened }: EvidencePackageActionsProps) {
  const t = useTranslations('evidencePackages');
  const retry = useCaseAction(EVIDENCE_PACKAGE_ROUTES.retryEvidencePackage, t('did.retry'));
  const [dialog, setDialog] = useState<'share' | 'decide' | null>(null);
  const { mayWork } = opened;
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
        {made.toDecide === null ? null : (
          <Button onClick={() => setDialog('decide')}>{t('decide')}</Button>
        )}
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
      {dialog === 'decide' ? (
        <DecideModal made={made} clips={opened.clips} onClose={() => setDialog(null)} />
      ) : null}
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
