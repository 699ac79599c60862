import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FactList } from '../../components/fact-list.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { Clip } from '../../contract/clips.ts';
import {
  EVIDENCE_PACKAGE_ROUTES,
  type EvidencePackageSummary,
} from '../../contract/evidence-packages.ts';
import { Reason } from '../../contract/reason.ts';
import { displaysInWords } from '../cases/displays-in-words.ts';
import { stretchHref } from '../cases/stretch-href.ts';
import { useCaseAction } from '../cases/use-case-action.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDuration } from '../format/use-duration.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import styles from './evidence-packages.module.css';
import { PartList } from './part-fields.tsx';

interface DecideModalProps {
  readonly made: EvidencePackageSummary;
  readonly clips: readonly Clip[];
  readonly onClose: () => void;
}

/** A second person reads what would leave the house, agrees or refuses, and says why. */
export function DecideModal({ made, clips, onClose }: DecideModalProps) {
  const t = useTranslations('evidencePackages');
  const reasons = useTranslations('watching.reasons');
  const words = useErrorWords();
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
  const clip = clips.find(({ id }) => id === made.clip.id);
  const isShort = !Reason.safeParse(note).success;
  return (
    <OpenDialog onClose={onClose} title={t('decideTitle')} size={560}>
      <Stack gap={14}>
        {decide.error === null ? null : <FormAlert tone="bad">{words(decide.error)}</FormAlert>}
        <FactList
          facts={[
            { label: t('asked'), value: made.requestedBy.name },
            { label: t('reason'), value: `${reasons(made.reason)}: ${made.note}` },
          ]}
        />
        {clip === undefined ? null : <Footage made={made} clip={clip} />}
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

interface FootageProps {
  readonly made: EvidencePackageSummary;
  readonly clip: Clip;
}

/** Whose screens the package shows, when, what of them it leaves out, and the way to see it first. */
function Footage({ made, clip }: FootageProps) {
  const t = useTranslations('evidencePackages');
  const { stretch } = useStretchWords();
  const { duration } = useDuration();
  const { person, from, to } = clip;
  const { withheld = [], blurred = [] } = made.toDecide ?? {};
  return (
    <div className={styles['box']}>
      <FactList
        facts={[
          { label: t('clip'), value: clip.title },
          { label: t('person'), value: person.name },
          { label: t('footage'), value: `${stretch(clip, person.timeZone)} (${person.timeZone})` },
          { label: t('length'), value: duration(to - from) },
          { label: t('displays'), value: displaysInWords(clip.displays) },
          ...(withheld.length + blurred.length > 0
            ? []
            : [{ label: t('leftOut'), value: t('leavesNothingOut') }]),
        ]}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard */}
      <section className={styles['leftOut']} aria-label={t('leftOut')} tabIndex={0}>
        <PartList clip={clip} label={t('withheld')} value={withheld} />
        <PartList
          clip={clip}
          label={t('blurred')}
          value={blurred.filter(({ isCovered }) => !isCovered)}
        />
        <PartList
          clip={clip}
          label={t('cover.covered')}
          value={blurred.filter(({ isCovered }) => isCovered)}
        />
      </section>
      <Button
        component="a"
        href={stretchHref(clip)}
        target="_blank"
        variant="default"
        leftSection={<IconPlayerPlay size={15} aria-hidden="true" />}
      >
        {t('watchFirst')}
      </Button>
    </div>
  );
}
