import { CloseButton, Group, Select, TextInput } from '@mantine/core';
import type { DeviceId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Clip, ClipDisplay } from '../../contract/clips.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import { formatClipTime, parseClipTime } from './clip-time.ts';
import styles from './evidence-packages.module.css';

/** A part of a clip while it is being written. */
export interface PartForm {
  readonly from: string;
  readonly to: string;
  /** Index into the clip's displays; '' for all of them. */
  readonly display: string;
  readonly reason: string;
}

export function emptyPart(clip: Clip, display = ''): PartForm {
  return {
    from: formatClipTime(clip.from, clip),
    to: formatClipTime(clip.to, clip),
    display,
    reason: '',
  };
}

/** Whole, or null. */
export function partOf({ from, to, reason }: PartForm, clip: Clip) {
  const [start, end] = [parseClipTime(from, clip), parseClipTime(to, clip)];
  if (start === null || end === null || end <= start || reason.trim() === '') return null;
  // The end is written to the millisecond: where it is the clip's own, the clip's own is meant.
  const isEnd = to === formatClipTime(clip.to, clip);
  return { from: start, to: isEnd ? clip.to : end, reason: reason.trim() };
}

interface PartFieldsProps {
  readonly clip: Clip;
  readonly form: PartForm;
  readonly onChange: (part: Partial<PartForm>) => void;
  /** One display must be chosen. */
  readonly isOfOne: boolean;
}

/** Which stretch of which display, and why. */
export function PartFields({ clip, form, onChange, isOfOne }: PartFieldsProps) {
  const t = useTranslations('evidencePackages');
  const wrong = (text: string): string | null =>
    parseClipTime(text, clip) === null
      ? t('stretchInvalid', {
          from: formatClipTime(clip.from, clip),
          to: formatClipTime(clip.to, clip),
        })
      : null;
  const displays = clip.displays.map(({ hostname, display }, index) => ({
    value: String(index),
    label: `${hostname} ${display}`,
  }));
  return (
    <>
      <Group grow gap={10} align="flex-start">
        <TextInput
          label={t('from')}
          styles={{ input: { fontFamily: 'var(--wc-mono)' } }}
          value={form.from}
          error={wrong(form.from)}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <TextInput
          label={t('to')}
          styles={{ input: { fontFamily: 'var(--wc-mono)' } }}
          value={form.to}
          error={wrong(form.to)}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
        <Select
          label={t('display')}
          data={isOfOne ? displays : [{ value: '', label: t('allDisplays') }, ...displays]}
          value={form.display}
          allowDeselect={false}
          onChange={(display) => onChange({ display: display ?? '' })}
        />
      </Group>
      <TextInput
        label={t('why')}
        placeholder={t('whyPlaceholder')}
        maxLength={500}
        value={form.reason}
        onChange={(event) => onChange({ reason: event.currentTarget.value })}
      />
    </>
  );
}

interface ChosenPart {
  readonly from: number;
  readonly to: number;
  readonly device: DeviceId | null;
  readonly display: string | null;
  readonly reason: string;
}

interface PartListProps<P extends ChosenPart> {
  readonly clip: Clip;
  readonly label: string;
  readonly value: readonly P[];
  /** What is to be said of one besides its stretch, display and reason. */
  readonly details?: (part: P) => string;
  /** Absent: they are read only. */
  readonly onChange?: (parts: P[]) => void;
}

/** The parts that are written, each with a button that removes it. */
export function PartList<P extends ChosenPart>(props: PartListProps<P>) {
  const { clip, label, value, details, onChange } = props;
  const t = useTranslations('evidencePackages');
  const { clock } = useStretchWords();
  const nameOf = useDisplayName(clip);
  const zone = clip.person.timeZone;
  if (value.length === 0) return null;
  return (
    <>
      <span className={styles['label']}>{label}</span>
      <ul className={styles['parts']}>
        {value.map((one) => (
          <li key={JSON.stringify(one)}>
            <span>
              {clock(one.from, zone)} – {clock(one.to, zone)} · {nameOf(one)}
              {details === undefined ? null : ` · ${details(one)}`}
              <small>{one.reason}</small>
            </span>
            {onChange === undefined ? null : (
              <CloseButton
                size="sm"
                aria-label={t('remove')}
                onClick={() => onChange(value.filter((other) => other !== one))}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

type Display = { readonly [K in keyof ClipDisplay]: ClipDisplay[K] | null };

/** "desk DP-1", or all displays. */
function useDisplayName({ displays }: Clip): (display: Display) => string {
  const t = useTranslations('evidencePackages');
  return useCallback(
    ({ device, display }: Display) => {
      const found = displays.find((one) => one.device === device && one.display === display);
      return found === undefined ? t('allDisplays') : `${found.hostname} ${found.display}`;
    },
    [displays, t],
  );
}
