import type { Locale } from './locales.ts';
import type { Messages as AppMessages } from './messages.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: AppMessages;
  }
}
