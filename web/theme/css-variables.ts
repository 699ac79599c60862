import type { CSSVariablesResolver } from '@mantine/core';

const shared = {
  '--mantine-color-body': 'var(--wc-panel)',
  '--mantine-color-text': 'var(--wc-text)',
  '--mantine-color-dimmed': 'var(--wc-dim)',
  '--mantine-color-placeholder': 'var(--wc-faint)',
  '--mantine-color-default': 'var(--wc-panel)',
  '--mantine-color-default-hover': 'var(--wc-hover)',
  '--mantine-color-default-border': 'var(--wc-line-strong)',
  // Mantine's own can't be told from a dialog in the dark: a disabled button looked like words.
  '--mantine-color-disabled': 'var(--wc-neutral-soft)',
  '--mantine-color-disabled-border': 'var(--wc-line)',
  '--mantine-color-error': 'var(--wc-bad)',
  '--mantine-color-anchor': 'var(--wc-accent)',
  '--mantine-color-gray-light-color': 'var(--wc-dim)',
  '--mantine-color-brand-light-color': 'var(--wc-accent)',
  // Bands and buttons of a tone, as badges of it are.
  '--mantine-color-brand-light': 'var(--wc-accent-soft)',
  '--mantine-color-red-light': 'var(--wc-bad-soft)',
  '--mantine-color-teal-light': 'var(--wc-ok-soft)',
  '--mantine-color-teal-light-color': 'var(--wc-ok)',
  // Mantine's own are so dark that the words on them can't be read well.
  '--mantine-color-brand-light-hover': 'color-mix(in srgb, var(--wc-accent) 12%, var(--wc-panel))',
  '--mantine-color-red-light-hover': 'color-mix(in srgb, var(--wc-bad) 12%, var(--wc-panel))',
  // Mantine's own is nearly white in the dark: what is dangerous must look it.
  '--mantine-color-red-light-color': 'var(--wc-bad)',
};

/** Mantine's own roles, bound to our palette, so that both schemes have one source. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
});
