'use client';

import { TextInput, type TextInputProps } from '@mantine/core';
import {
  type DayWindows,
  formatWindows,
  parseWindows,
} from '@workcompanion/core/policy/weekly-hours';
import { useState } from 'react';
import type { PolicyForm } from '../policy-form.ts';

interface HoursInputProps extends Omit<TextInputProps, 'form'> {
  readonly form: PolicyForm;
  readonly path: string;
  readonly windows: DayWindows;
  readonly onRead: (windows: DayWindows) => void;
}

/** Hours as text. What can't be read counts as no hours, and keeps the form from being sent. */
export function HoursInput({ form, path, windows, onRead, ...props }: HoursInputProps) {
  const [typed, setTyped] = useState(formatWindows(windows));
  const change = (text: string): void => {
    const read = parseWindows(text);
    setTyped(text);
    form.setFieldValue('unreadable', (others) => [
      ...others.filter((other) => other !== path),
      ...(read === null ? [path] : []),
    ]);
    form.clearFieldError(path);
    onRead(read ?? []);
  };
  return (
    <TextInput
      {...props}
      value={typed}
      error={form.errors[path]}
      data-path={path}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={() => form.validateField(path)}
    />
  );
}
