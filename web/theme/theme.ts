import {
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type MantineTransition,
  mergeThemeOverrides,
} from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef4ff',
  '#dce8fd',
  '#b9d1fb',
  '#8fb7f9',
  '#6aa6ff',
  '#3f84f0',
  '#2468d8',
  '#1d59be',
  '#1a4c9f',
  '#163e82',
];

/** The sixth carries white text in both schemes. */
const red: MantineColorsTuple = [
  '#fdecea',
  '#f9d4d1',
  '#f3a9a4',
  '#ec7f78',
  '#e5605b',
  '#d8443e',
  '#c4322c',
  '#a92a25',
  '#8d231f',
  '#701c19',
];

/** Mantine paints with 7 as background, 6 for fields, 4 for borders, 2 for dimmed text. */
const dark: MantineColorsTuple = [
  '#e7ebf0',
  '#c3cbd6',
  '#9aa5b4',
  '#66717f',
  '#303843',
  '#262c35',
  '#15191f',
  '#15191f',
  '#0e1115',
  '#0a0c10',
];

const dialogTitle = { title: { fontWeight: 600, fontSize: 15 } } as const;
/** What closes is gone at once: it has the focus, and keys that follow belong to the page. */
const closingAtOnce = (transition: MantineTransition) =>
  ({ transition, duration: 150, exitDuration: 0 }) as const;
/** Mantine's own would be of 10 and 11 px. */
const smallPrint = { description: { fontSize: 12 } } as const;
const compact = { defaultProps: { size: 'xs' } } as const;

/** Dense and calm: 13 px text, small controls, quiet borders. */
export const theme = createTheme({
  colors: { brand, dark, red },
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 6 },
  fontFamily: 'var(--wc-font)',
  fontFamilyMonospace: 'var(--wc-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  headings: { fontFamily: 'var(--wc-font)', fontWeight: '600' },
  defaultRadius: '7px',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: compact,
    // Fields that stand side by side keep one line.
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      styles: smallPrint,
    },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    Checkbox: { styles: smallPrint },
    Switch: { styles: smallPrint },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 12, color: 'dark' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 30 } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.5 },
        transitionProps: closingAtOnce('fade-down'),
      },
      styles: dialogTitle,
    },
    Popover: { defaultProps: { transitionProps: closingAtOnce('fade') } },
    SpotlightRoot: { defaultProps: { transitionProps: closingAtOnce('pop') } },
    Drawer: { defaultProps: { position: 'right', size: 440 }, styles: dialogTitle },
  },
});

/** The theme with a name for the cross of dialogs, which is a picture only. */
export function withCloseLabel(theme: MantineThemeOverride, label: string): MantineThemeOverride {
  const named = { defaultProps: { closeButtonProps: { 'aria-label': label } } };
  return mergeThemeOverrides(theme, { components: { Modal: named, Drawer: named } });
}

export interface DateFormats {
  readonly day: string;
  readonly moment: string;
  /** The month as the calendar's head shows it. */
  readonly month: string;
}

/** The names of a calendar's arrows. */
export interface CalendarLabels {
  readonly previous: string;
  readonly next: string;
}

/** The theme with dates as the language writes them (of dayjs): "01/02/2026" is two days. */
export function withDateFormats(
  theme: MantineThemeOverride,
  { day, moment, month }: DateFormats,
  { previous, next }: CalendarLabels,
): MantineThemeOverride {
  const shared = { monthLabelFormat: month, previousLabel: previous, nextLabel: next };
  const of = (valueFormat: string) => ({ defaultProps: { ...shared, valueFormat } });
  return mergeThemeOverrides(theme, {
    components: {
      DatePicker: { defaultProps: shared },
      DatePickerInput: of(day),
      DateTimePicker: of(moment),
    },
  });
}
