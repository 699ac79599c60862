'use client';

import { ActionIcon, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { Interval } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../../components/open-dialog.tsx';
import { CASE_ROUTES } from '../../../contract/cases.ts';
import { useRouteMutation } from '../../api/use-route-mutation.ts';
import { CaseSelect, useChosenCase } from '../../cases/case-select.tsx';
import { SHOWN_OF_CASES } from '../../cases/shown-of-cases.ts';
import { tellAdded } from '../../cases/tell-added.tsx';
import { useDuration } from '../../format/use-duration.ts';
import { DialogForm } from '../../forms/dialog-form.tsx';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import panel from '../panel/panel.module.css';
import { formatTimeParam, parseTimeParam } from '../time/time-param.ts';
import { type ClipForm, clipOf, faultOf } from './clip-form.ts';

interface AddClipModalProps {
  readonly stretch: Interval;
  readonly onClose: () => void;
}

/** Puts the chosen stretch into a case, exact to the frame. */
export function AddClipModal({ stretch, onClose }: AddClipModalProps) {
  const t = useTranslations();
  const { day, focus, selection } = useDayScope();
  const chosen = useChosenCase();
  const make = useRouteMutation(CASE_ROUTES.makeClip, { refreshes: SHOWN_OF_CASES });
  const [form, setForm] = useState<ClipForm>({
    title: '',
    ...stretch,
    laneKeys: focus === null ? day.lanes.map(laneKey) : [focus],
  });
  const change = (part: Partial<ClipForm>): void => {
    const next = { ...form, ...part };
    setForm(next);
    if (next.from < next.to) selection.choose(next.from, next.to);
  };
  const isReady =
    chosen.isChosen &&
    form.title.trim() !== '' &&
    form.laneKeys.length > 0 &&
    faultOf(form) === null;
  const submit = async (): Promise<void> => {
    const caseId = await chosen.open();
    const wish = clipOf(form, day, caseId);
    if (wish === null) return;
    await make.mutateAsync(wish);
    tellAdded({ caseId, message: t('cases.clip.done'), link: t('cases.clip.toCase') });
    onClose();
  };
  const error = chosen.error ?? make.error;
  return (
    <OpenDialog onClose={onClose} title={t('cases.clip.addTitle')} size={500}>
      <DialogForm
        error={error}
        confirm={t('cases.clip.save')}
        isReady={isReady}
        isPending={chosen.isPending || make.isPending}
        // A failure is shown from the mutation's own state.
        onSubmit={() => void submit().catch(() => undefined)}
        onCancel={onClose}
      >
        <CaseSelect value={chosen.value} onChange={chosen.onChange} />
        <TextInput
          label={t('cases.clip.title')}
          placeholder={t('cases.clip.titlePlaceholder')}
          maxLength={120}
          required
          value={form.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <ClipStretchFields form={form} onChange={change} />
      </DialogForm>
    </OpenDialog>
  );
}

interface ClipStretchFieldsProps {
  readonly form: ClipForm;
  readonly onChange: (part: Partial<ClipForm>) => void;
}

/** From when to when, and which displays. */
function ClipStretchFields({ form, onChange }: ClipStretchFieldsProps) {
  const t = useTranslations('cases.clip');
  const { duration } = useDuration();
  const { day } = useDayScope();
  const names = useLaneNames(day.lanes);
  const length = duration(form.to - form.from);
  const fault = faultOf(form);
  return (
    <Stack gap={14}>
      <div className={panel['times']}>
        <TimeField label={t('from')} value={form.from} onChange={(from) => onChange({ from })} />
        <TimeField label={t('to')} value={form.to} onChange={(to) => onChange({ to })} />
      </div>
      <p
        className={panel['quiet']}
        role={fault === null ? 'status' : 'alert'}
        style={{ margin: 0, ...(fault === null ? {} : { color: 'var(--wc-bad)' }) }}
      >
        {fault === null
          ? t('length', { duration: length })
          : fault === 'order'
            ? t('orderInvalid')
            : t('tooLong', { duration: length })}
      </p>
      <Checkbox.Group
        label={t('displays')}
        value={[...form.laneKeys]}
        onChange={(laneKeys) => onChange({ laneKeys })}
      >
        <Group gap={18} mt={6}>
          {day.lanes.map((lane) => (
            <Checkbox key={laneKey(lane)} value={laneKey(lane)} label={names.get(laneKey(lane))} />
          ))}
        </Group>
      </Checkbox.Group>
    </Stack>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (micros: number) => void;
}

/** One end of a clip: typed to the millisecond, or moved by frames, which the player shows. */
function TimeField({ label, value, onChange }: TimeFieldProps) {
  const t = useTranslations('cases.clip');
  const { zone, player } = useDayScope();
  const shown = formatTimeParam(value, zone);
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && parseTimeParam(typed, zone) === null;
  const take = (text: string): void => {
    setTyped(text);
    const micros = parseTimeParam(text, zone);
    if (micros !== null) onChange(micros);
  };
  const step = (direction: 1 | -1): void => {
    const micros = Math.min(Math.max(value + direction * player.frameMicros, zone.from), zone.to);
    setTyped(null);
    onChange(micros);
    player.seek(micros);
  };
  return (
    <Group gap={4} align="flex-start" wrap="nowrap">
      <TextInput
        label={label}
        value={typed ?? shown}
        onChange={(event) => take(event.currentTarget.value)}
        onBlur={() => {
          if (!isWrong) setTyped(null);
        }}
        error={isWrong ? t('timeInvalid') : null}
        autoComplete="off"
        styles={{ input: { fontFamily: 'var(--wc-mono)' } }}
        style={{ flex: 1 }}
      />
      <ActionIcon mt={24} aria-label={`${label}: ${t('frameBack')}`} onClick={() => step(-1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon mt={24} aria-label={`${label}: ${t('frameForward')}`} onClick={() => step(1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </Group>
  );
}
