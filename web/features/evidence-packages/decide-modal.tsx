import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FactList } from '../../components/fact-list.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import {
  EVIDENCE_PACKAGE_ROUTES,
  type EvidencePackageSummary,
} from '../../contract/evidence-packages.ts';
import { Reason } from '../../contract/reason.ts';
import { useCaseAction } from '../cases/use-case-action.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import { useRedactionWords } from './use-redaction-words.ts';

interface DecideModalProps {
  readonly made: EvidencePackageSummary;
  readonly onClose: () => void;
}

/** A second person agrees or refuses, and says why. */
export function DecideModal({ made, onClose }: DecideModalProps) {
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
