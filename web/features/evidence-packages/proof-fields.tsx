import { Radio, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Clip } from '../../contract/clips.ts';
import { EVIDENCE_PACKAGE_ROUTES } from '../../contract/evidence-packages.ts';
import { useRoute } from '../api/use-route.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';

interface ProofFieldsProps {
  readonly clip: Clip;
  readonly onceProvable: boolean;
  readonly onChange: (onceProvable: boolean) => void;
}

/** What a package of the clip can prove: said before it is made, with the choice to wait. */
export function ProofFields({ clip, onceProvable, onChange }: ProofFieldsProps) {
  const t = useTranslations('evidencePackages.proof');
  const { moment } = useDates();
  const { data } = useRoute(EVIDENCE_PACKAGE_ROUTES.readClipProof, { clip: clip.id });
  if (data === undefined) return null;
  const { segments, destroyed, provableAt } = data;
  return (
    <>
      {destroyed > 0 ? (
        <FormAlert tone="bad">
          {segments === destroyed ? t('allDestroyed') : t('destroyed', { destroyed, segments })}
        </FormAlert>
      ) : null}
      {provableAt === null ? null : (
        <Radio.Group
          label={t('when', { date: moment(provableAt) })}
          description={t('whenHint')}
          value={onceProvable ? 'later' : 'now'}
          onChange={(value) => onChange(value === 'later')}
        >
          <Stack gap={8} mt={8}>
            <Radio value="now" label={t('now')} description={t('nowHint')} />
            <Radio value="later" label={t('later')} description={t('laterHint')} />
          </Stack>
        </Radio.Group>
      )}
    </>
  );
}
