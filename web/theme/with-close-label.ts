import { type MantineThemeOverride, mergeThemeOverrides } from '@mantine/core';

/** The theme with a name for the cross of dialogs, which is a picture only. */
export function withCloseLabel(theme: MantineThemeOverride, label: string): MantineThemeOverride {
  const named = { defaultProps: { closeButtonProps: { 'aria-label': label } } };
  return mergeThemeOverrides(theme, { components: { Modal: named, Drawer: named } });
}
