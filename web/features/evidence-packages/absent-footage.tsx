import { useTranslations } from 'next-intl';
import type { FootageCount } from '../../contract/evidence-packages.ts';
import { FormAlert } from '../forms/form-alert.tsx';

/** That footage is not in a package though nobody withheld it; nothing where all is there. */
export function AbsentFootage({ footage }: { readonly footage: FootageCount | null }) {
  const t = useTranslations('evidencePackages');
  if (footage === null || footage.absent === 0) return null;
  const { segments, absent } = footage;
  return (
    <FormAlert tone="bad">
      {absent === segments ? t('allAbsent') : t('someAbsent', { absent, segments })}
    </FormAlert>
  );
}
