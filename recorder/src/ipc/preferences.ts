import { z } from 'zod';
import { LOCALE_CHOICES, THEME_CHOICES } from './choices.ts';

export const LocalePreference = z.enum(LOCALE_CHOICES);
export const ThemePreference = z.enum(THEME_CHOICES);

export const Preferences = z.object({
  locale: LocalePreference.default('auto'),
  theme: ThemePreference.default('system'),
});
export type Preferences = z.infer<typeof Preferences>;
