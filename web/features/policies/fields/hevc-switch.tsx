'use client';

import { Switch } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import styles from '../policy-editor.module.css';
import type { PolicyFieldProps } from './policy-field-input.tsx';

/** H.265 of a full HD screen. */
const HEVC = 'video/mp4; codecs="hvc1.1.6.L120.B0"';

/** Says so where the browser that asks for H.265 can not play it itself. */
export function HevcSwitch({ form, field, text }: PolicyFieldProps) {
  const t = useTranslations('policies.fields');
  const [plays, setPlays] = useState<boolean | null>(null);
  useEffect(() => setPlays('MediaSource' in window && MediaSource.isTypeSupported(HEVC)), []);
  return (
    <Switch
      className={styles['wide'] ?? ''}
      label={text.label}
      description={plays === false ? t('hevcNotHere') : text.hint}
      {...form.getInputProps(`body.${field.path}`, { type: 'checkbox' })}
    />
  );
}
