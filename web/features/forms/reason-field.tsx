import { Textarea, type TextareaProps } from '@mantine/core';
import { MAX_REASON } from '../../contract/reason.ts';

interface ReasonFieldProps extends Pick<TextareaProps, 'label' | 'placeholder'> {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  /** It has the focus when the dialog opens. */
  readonly isFirst?: boolean;
}

/** Why somebody does what stays on record. */
export function ReasonField({ label, placeholder, value, onChange, isFirst }: ReasonFieldProps) {
  return (
    <Textarea
      label={label}
      placeholder={placeholder}
      maxLength={MAX_REASON}
      autosize
      minRows={2}
      required
      data-autofocus={isFirst}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
