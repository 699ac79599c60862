'use client';

import { Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { MAX_REASON } from '../../contract/reason.ts';
import { useControlState } from './use-control-state.ts';

interface WhyFieldProps {
  readonly value: string;
  readonly onChange: (why: string) => void;
}

/** A word to whoever has to agree; nothing where nobody could. */
export function WhyField({ value, onChange }: WhyFieldProps) {
  const t = useTranslations('control');
  const { data } = useControlState();
  if (data?.isAlone !== false) return null;
  return (
    <Textarea
      size="sm"
      w="100%"
      label={t('why')}
      description={t('whyHint')}
      maxLength={MAX_REASON}
      autosize
      minRows={2}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
