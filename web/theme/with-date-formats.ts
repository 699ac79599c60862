import { type MantineThemeOverride, mergeThemeOverrides } from '@mantine/core';

export interface DateFormats {
  readonly day: string;
  readonly moment: string;
  /** The month as the calendar's head shows it. */
  readonly month: string;
}

/** The theme with dates as the language writes them (of dayjs): "01/02/2026" is two days. */
export function withDateFormats(
  theme: MantineThemeOverride,
  { day, moment, month }: DateFormats,
): MantineThemeOverride {
  const of = (valueFormat: string) => ({ defaultProps: { valueFormat, monthLabelFormat: month } });
  return mergeThemeOverrides(theme, {
    components: { DatePickerInput: of(day), DateTimePicker: of(moment) },
  });
}
