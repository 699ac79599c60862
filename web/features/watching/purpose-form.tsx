'use client';

import { Button, NumberInput, Radio, Stack, Switch, Textarea } from '@mantine/core';
import { type GetInputPropsReturnType, useForm } from '@mantine/form';
import { PurposeReason } from '@workcompanion/core/access';
import type { PersonId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { WATCHING_ROUTES } from '../../contract/watching.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './purpose-form.module.css';

interface PurposeFormProps {
  readonly people: readonly { readonly id: PersonId; readonly name: string }[];
  readonly wordsRequired: boolean;
  /** An investigation may be shown to the person later. */
  readonly mayDelay: boolean;
  /** What is done once it is said. */
  readonly action?: string;
  readonly onDeclared: () => Promise<void>;
}

const DEFAULT_DELAY_DAYS = 14;
const MOST_DELAY_DAYS = 90;

interface Values {
  /** Nothing is chosen beforehand: whoever says why says it themselves. */
  readonly reason: PurposeReason | null;
  readonly note: string;
  readonly isDelayed: boolean;
  readonly days: number;
}

const START: Values = {
  reason: null,
  note: '',
  isDelayed: false,
  days: DEFAULT_DELAY_DAYS,
};

/** Why people are watched, in a choice and in words: said of each of them. */
export function PurposeForm({
  people,
  wordsRequired,
  mayDelay,
  action,
  onDeclared,
}: PurposeFormProps) {
  const t = useTranslations('watching');
  const words = useErrorWords();
  const declare = useRouteMutation(WATCHING_ROUTES.declarePurpose);
  const form = useForm<Values>({
    initialValues: START,
    validate: {
      reason: (reason) => (reason === null ? t('reasonRequired') : null),
      note: (note, { reason, isDelayed }) =>
        note.trim() === '' && (wordsRequired || reason === 'other' || isDelayed)
          ? t('noteRequired')
          : null,
    },
  });
  const [isPending, startDeclaring] = useTransition();
  const submit = ({ reason, note, isDelayed, days }: Values): void =>
    startDeclaring(async () => {
      if (reason === null) return;
      const undisclosedDays = isDelayed ? days : null;
      try {
        for (const { id: person } of people) {
          await declare.mutateAsync({ person, reason, note, undisclosedDays });
        }
        await onDeclared();
      } catch {
        // The form tells it: `declare.error`.
      }
    });
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack gap={16}>
        {declare.error === null ? null : <FormAlert tone="bad">{words(declare.error)}</FormAlert>}
        <Radio.Group label={t('reason')} {...form.getInputProps('reason')}>
          <div className={styles['reasons']}>
            {PurposeReason.options.map((reason) => (
              <Radio key={reason} value={reason} label={t(`reasons.${reason}`)} />
            ))}
          </div>
        </Radio.Group>
        <Textarea
          label={t('note')}
          placeholder={t('notePlaceholder')}
          maxLength={500}
          withAsterisk={wordsRequired}
          autosize
          minRows={2}
          {...form.getInputProps('note')}
        />
        {mayDelay ? (
          <DelayFields
            people={people}
            isDelayed={form.getInputProps('isDelayed', { type: 'checkbox' })}
            days={form.values.isDelayed ? form.getInputProps('days') : null}
          />
        ) : null}
        <Button type="submit" size="sm" loading={isPending} style={{ alignSelf: 'start' }}>
          {action ?? t('watch')}
        </Button>
      </Stack>
    </form>
  );
}

interface DelayFieldsProps {
  readonly people: PurposeFormProps['people'];
  readonly isDelayed: GetInputPropsReturnType;
  /** Null: not delayed. */
  readonly days: GetInputPropsReturnType | null;
}

function DelayFields({ people, isDelayed, days }: DelayFieldsProps) {
  const t = useTranslations('watching');
  return (
    <>
      <Switch
        label={t('delay', { count: people.length, name: people[0]?.name ?? '' })}
        {...isDelayed}
      />
      {days === null ? null : (
        <NumberInput
          label={t('delayDays')}
          description={t('delayHint')}
          min={1}
          max={MOST_DELAY_DAYS}
          allowDecimal={false}
          clampBehavior="strict"
          w={240}
          {...days}
        />
      )}
    </>
  );
}
