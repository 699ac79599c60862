import { Button, Group } from '@mantine/core';
import { IconBlur } from '@tabler/icons-react';
import type { BlurredRegion, Redaction } from '@workcompanion/core/evidence/manifest';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Clip } from '../../contract/clips.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import styles from './evidence-packages.module.css';
import { emptyPart, PartFields, type PartForm, PartList, partOf } from './part-fields.tsx';
import type { Region } from './region.ts';
import { RegionCanvas } from './region-canvas.tsx';
import { StillVideo } from './still-video.tsx';

type Blurred = Redaction['blurred'];

interface BlurFieldsProps {
  readonly clip: Clip;
  readonly value: Blurred;
  readonly onChange: (blurred: Blurred) => void;
}

/** Regions of the picture that are blurred in the MP4, drawn over a still of it. */
export function BlurFields({ clip, value, onChange }: BlurFieldsProps) {
  const t = useTranslations('evidencePackages');
  const format = useFormatter();
  const percent = (share: number): string => format.number(Math.round(share * 100));
  const [isDrawing, setDrawing] = useState(false);
  return (
    <div>
      <PartList
        clip={clip}
        label={t('blurred')}
        value={value}
        details={({ width, height }) =>
          t('region', { width: percent(width), height: percent(height) })
        }
        onChange={onChange}
      />
      {isDrawing ? (
        <BlurForm
          clip={clip}
          onDone={(region) => {
            if (region !== null) onChange([...value, region]);
            setDrawing(false);
          }}
        />
      ) : (
        <Button
          variant="default"
          mt={value.length > 0 ? 8 : 0}
          leftSection={<IconBlur size={15} aria-hidden="true" />}
          onClick={() => setDrawing(true)}
        >
          {t('blur')}
        </Button>
      )}
    </div>
  );
}

interface BlurFormProps {
  readonly clip: Clip;
  /** Null: nothing. */
  readonly onDone: (region: BlurredRegion | null) => void;
}

function BlurForm({ clip, onDone }: BlurFormProps) {
  const t = useTranslations('evidencePackages');
  const { clock } = useStretchWords();
  const [form, setForm] = useState<PartForm>(() => emptyPart(clip, '0'));
  const [region, setRegion] = useState<Region | null>(null);
  const part = partOf({ ...form, reason: form.reason || '-' }, clip);
  const of = clip.displays[Number(form.display)];
  const isWhole = part !== null && region !== null && form.reason.trim() !== '' && of !== undefined;
  const from = part?.from ?? clip.from;
  return (
    <div className={styles['box']}>
      <PartFields
        clip={clip}
        form={form}
        isOfOne
        onChange={(change) => setForm({ ...form, ...change })}
      />
      {of === undefined ? null : (
        <RegionCanvas
          region={region}
          onChange={setRegion}
          label={t('still', { time: clock(from, clip.person.timeZone) })}
        >
          <StillVideo
            key={`${of.device}/${of.display}/${from}`}
            device={of.device}
            display={of.display}
            from={from}
            to={clip.to}
          />
        </RegionCanvas>
      )}
      <p className={styles['text']}>
        {t('drawHint')} {t('blurHint')}
      </p>
      <Group gap={8} justify="flex-end">
        <Button variant="default" onClick={() => onDone(null)}>
          {t('discard')}
        </Button>
        <Button
          disabled={!isWhole}
          onClick={() => {
            if (!isWhole) return;
            onDone({
              ...part,
              ...region,
              device: of.device,
              display: of.display,
              reason: form.reason.trim(),
            });
          }}
        >
          {t('blur')}
        </Button>
      </Group>
    </div>
  );
}
