import { Button, Group } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { Redaction } from '@workcompanion/core/evidence/manifest';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Clip } from '../../contract/clips.ts';
import styles from './evidence-packages.module.css';
import { emptyPart, PartFields, type PartForm, PartList, partOf } from './part-fields.tsx';

type Withheld = Redaction['withheld'];

interface WithholdFieldsProps {
  readonly clip: Clip;
  readonly value: Withheld;
  readonly onChange: (withheld: Withheld) => void;
}

/** Stretches that are left out, each with its reason. */
export function WithholdFields({ clip, value, onChange }: WithholdFieldsProps) {
  const t = useTranslations('evidencePackages');
  const [form, setForm] = useState<PartForm | null>(null);
  const part = form === null ? null : partOf(form, clip);
  const add = (): void => {
    if (form === null || part === null) return;
    const of = clip.displays[Number(form.display)];
    const isAll = form.display === '' || of === undefined;
    const lane = isAll
      ? { device: null, display: null }
      : { device: of.device, display: of.display };
    onChange([...value, { ...part, ...lane }]);
    setForm(null);
  };
  return (
    <div>
      <PartList clip={clip} label={t('withheld')} value={value} onChange={onChange} />
      {form === null ? (
        <Button
          variant="default"
          mt={value.length > 0 ? 8 : 0}
          leftSection={<IconEyeOff size={15} aria-hidden="true" />}
          onClick={() => setForm(emptyPart(clip))}
        >
          {t('withhold')}
        </Button>
      ) : (
        <div className={styles['box']}>
          <PartFields
            clip={clip}
            form={form}
            isOfOne={false}
            onChange={(change) => setForm({ ...form, ...change })}
          />
          <p className={styles['text']}>{t('withholdHint')}</p>
          <Group gap={8} justify="flex-end">
            <Button variant="default" onClick={() => setForm(null)}>
              {t('discard')}
            </Button>
            <Button onClick={add} disabled={part === null}>
              {t('withhold')}
            </Button>
          </Group>
        </div>
      )}
    </div>
  );
}
