import { Button, CloseButton, Group } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { Redaction } from '@workcompanion/core/evidence/manifest';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Clip } from '../../contract/clips.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import styles from './evidence-packages.module.css';
import { emptyPart, PartFields, type PartForm, partOf } from './part-fields.tsx';
import { useDisplayName } from './use-display-name.ts';

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
      <WithheldList clip={clip} value={value} onChange={onChange} />
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

function WithheldList({ clip, value, onChange }: WithholdFieldsProps) {
  const t = useTranslations('evidencePackages');
  const { clock } = useStretchWords();
  const nameOf = useDisplayName(clip);
  const zone = clip.person.timeZone;
  if (value.length === 0) return null;
  return (
    <>
      <span className={styles['label']}>{t('withheld')}</span>
      <ul className={styles['parts']}>
        {value.map((one) => (
          <li key={`${one.from}-${one.to}-${one.display}`}>
            <span>
              {clock(one.from, zone)} – {clock(one.to, zone)} · {nameOf(one)}
              <small>{one.reason}</small>
            </span>
            <CloseButton
              size="sm"
              aria-label={t('remove')}
              onClick={() => onChange(value.filter((other) => other !== one))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
