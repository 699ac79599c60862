import { Button, Group } from '@mantine/core';
import { IconBlur } from '@tabler/icons-react';
import type { BlurredRegion, Redaction } from '@workcompanion/core/evidence/manifest';
import { useFormatter, useTranslations } from 'next-intl';
import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import type { Clip } from '../../contract/clips.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import styles from './evidence-packages.module.css';
import { emptyPart, PartFields, type PartForm, PartList, partOf } from './part-fields.tsx';
import { type Point, type Region, regionBetween, regionByKey } from './region.ts';
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
        value={value.filter(({ isCovered }) => !isCovered)}
        details={({ width, height }) =>
          t('region', { width: percent(width), height: percent(height) })
        }
        onChange={(drawn) => onChange([...value.filter(({ isCovered }) => isCovered), ...drawn])}
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
              isCovered: false,
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

interface RegionCanvasProps {
  readonly region: Region | null;
  readonly onChange: (region: Region | null) => void;
  readonly label: string;
  /** The picture. */
  readonly children: ReactNode;
}

/** A picture over which one rectangle is drawn with the mouse, a finger or the arrow keys. */
function RegionCanvas({ region, onChange, label, children }: RegionCanvasProps) {
  const start = useRef<Point | null>(null);
  const pointOf = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  return (
    <div
      className={styles['still']}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its arrow keys draw.
      tabIndex={0}
      role="application"
      aria-label={label}
      data-testid="still"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = pointOf(event);
        onChange(null);
      }}
      onPointerMove={(event) => {
        if (start.current !== null) onChange(regionBetween(start.current, pointOf(event)));
      }}
      onKeyDown={(event) => {
        const next = regionByKey(region, event);
        if (next === undefined) return;
        event.preventDefault();
        onChange(next);
      }}
      onPointerUp={() => {
        start.current = null;
      }}
    >
      {children}
      {region === null ? null : (
        <span
          className={styles['region']}
          style={{
            left: `${region.x * 100}%`,
            top: `${region.y * 100}%`,
            width: `${region.width * 100}%`,
            height: `${region.height * 100}%`,
          }}
        />
      )}
    </div>
  );
}
