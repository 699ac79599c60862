'use client';

import { NumberInput, Switch } from '@mantine/core';
import { numberLimits } from '@workcompanion/core/policy/policy-field';
import { useState } from 'react';
import styles from '../policy-editor.module.css';
import type { PolicyFieldProps } from './policy-field-input.tsx';

/** A number in the unit that people think in. With a proposal, a switch turns it on. */
export function PolicyNumberInput(props: PolicyFieldProps) {
  const { form, field, text } = props;
  const { value, onChange } = form.getInputProps(`body.${field.path}`);
  const [last, setLast] = useState(value ?? field.proposal);
  if (field.proposal === undefined) return <NumberInUnit {...props} />;
  const turn = (isOn: boolean): void => {
    if (!isOn) setLast(value);
    onChange(isOn ? last : null);
  };
  return (
    <>
      <Switch
        className={styles['wide'] ?? ''}
        label={text.label}
        checked={value !== null}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      {value === null ? null : (
        <NumberInUnit {...props} text={{ label: text.placeholder ?? text.label }} />
      )}
    </>
  );
}

function NumberInUnit({ form, field, text }: PolicyFieldProps) {
  const { unit = 1, decimals = 0 } = field;
  const { value, onChange, ...input } = form.getInputProps(`body.${field.path}`);
  const { minimum, maximum, isOptional } = numberLimits(field.path);
  const scale = 10 ** decimals;
  const shown = (stored: number | null): number | '' =>
    stored === null ? '' : Math.round((stored / unit) * scale) / scale;
  const [before] = useState<number | null>(value);
  const [typed, setTyped] = useState<number | string>(shown(value));
  const change = (next: number | string): void => {
    setTyped(next);
    // What was not changed stays to the byte, although the form shows it rounded.
    if (next === shown(before)) onChange(before);
    else if (typeof next === 'number') onChange(Math.round(next * unit));
    else if (isOptional) onChange(null);
  };
  const least = Math.ceil((minimum / unit) * scale) / scale;
  return (
    <NumberInput
      {...input}
      label={text.label}
      description={text.hint}
      placeholder={text.placeholder}
      min={least}
      max={maximum / unit}
      decimalScale={decimals}
      allowDecimal={decimals > 0}
      // Who types 25 passes 2: a number below the least is put right when the field is left.
      clampBehavior={least <= 1 && decimals === 0 ? 'strict' : 'blur'}
      value={typed}
      onChange={change}
      onBlur={() => {
        if (typed === '') setTyped(shown(value));
      }}
    />
  );
}
