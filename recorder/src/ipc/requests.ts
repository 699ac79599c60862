import { PortalLinkRequest } from '@workcompanion/core/protocol/portal-link';
import { z } from 'zod';
import { NOTICE_LOCALES } from '../core/policy/notice-locales.ts';
import { LOCALE_CHOICES, THEME_CHOICES } from './bridge.ts';

const LocalePreference = z.enum(LOCALE_CHOICES);
const ThemePreference = z.enum(THEME_CHOICES);

export const Preferences = z.object({
  locale: LocalePreference.default('auto'),
  theme: ThemePreference.default('system'),
  /** How large everything is drawn; 1 as designed. */
  zoom: z.number().min(0.5).max(3).default(1),
});
export type Preferences = z.infer<typeof Preferences>;

/** Everything that the window may ask for; nothing else is answered. */
export const REQUESTS = {
  view: z.null(),
  acknowledge: z.object({
    /** The version that was shown: a newer notice must not be acknowledged unread. */
    version: z.number().int().min(1),
    locale: z.enum(NOTICE_LOCALES),
  }),
  pause: z.object({
    reason: z.string().trim().min(1).max(200),
    minutes: z.number().int().min(1).max(1440),
  }),
  resume: z.null(),
  /** The pause in force, for the same reason. */
  prolong: z.null(),
  /** The window that tells everything. */
  open: z.null(),
  setLocale: LocalePreference,
  setTheme: ThemePreference,
  saveLogs: z.null(),
  openPortal: PortalLinkRequest,
  /** Whom the policy names, by their mail or web address. */
  openHelp: z.null(),
  /** The view tells of it then, step by step. */
  testConnection: z.null(),
  copyConnection: z.null(),
  /** Makes this computer a new device, since its key is lost. */
  enrolAnew: z.null(),
} as const;

export type RequestName = keyof typeof REQUESTS;
export type RequestInput<N extends RequestName> = z.infer<(typeof REQUESTS)[N]>;

/** `refused`: the recorder or the system rejected the request. */
export type Answer =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly problem:
        | 'stale-notice'
        | 'storage-full'
        | 'no-token'
        | 'refused'
        | 'unavailable'
        | 'internal';
    };
