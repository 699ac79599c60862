import { Select, type SelectProps } from '@mantine/core';
import { IconNumbers } from '@tabler/icons-react';
import { NumberKind } from '@workcompanion/core/search/number-kinds';
import { useTranslations } from 'next-intl';

interface NumberKindSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  readonly value: NumberKind | null;
  readonly onChange: (kind: NumberKind | null) => void;
}

/** Beside words or without any: each valid number of a kind. */
export function NumberKindSelect({ value, onChange, ...props }: NumberKindSelectProps) {
  const t = useTranslations('search.filters');
  return (
    <Select
      aria-label={t('numbers')}
      title={t('numbersHint')}
      placeholder={t('anyNumbers')}
      leftSection={<IconNumbers size={15} aria-hidden="true" />}
      data={NumberKind.options.map((kind) => ({ value: kind, label: t(`numberKinds.${kind}`) }))}
      value={value}
      onChange={(kind) => onChange(NumberKind.safeParse(kind).data ?? null)}
      clearable
      {...props}
    />
  );
}
