'use client';
import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { NextIntlClientProvider, useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react';
import { useKeptFocus } from '../../components/kept-focus/use-kept-focus.ts';
import { cssVariables } from '../../theme/css-variables.ts';
import { type DateFormats, theme, withCloseLabel, withDateFormats } from '../../theme/theme.ts';
import { createQueryClient } from '../api/create-query-client.ts';
import 'dayjs/locale/zh-cn';

const never = () => () => {};

const DAYJS_LOCALES = { en: 'en', 'zh-CN': 'zh-cn' } as const;

const DATE_FORMATS = {
  en: { day: 'MMM D, YYYY', moment: 'MMM D, YYYY, HH:mm', month: 'MMMM YYYY' },
  'zh-CN': { day: 'YYYY年M月D日', moment: 'YYYY年M月D日 HH:mm', month: 'YYYY年M月' },
} as const satisfies Record<keyof typeof DAYJS_LOCALES, DateFormats>;

export function AppProviders({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('common');
  const locale = useLocale();
  const [client] = useState(createQueryClient);
  useKeptFocus();
  const close = t('close');
  const spoken = useMemo(
    () => withDateFormats(withCloseLabel(theme, close), DATE_FORMATS[locale]),
    [close, locale],
  );
  return (
    <QueryClientProvider client={client}>
      <MantineProvider theme={spoken} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <DatesProvider settings={{ locale: DAYJS_LOCALES[locale], firstDayOfWeek: 1 }}>
          <ModalsProvider labels={{ confirm: close, cancel: t('cancel') }}>
            <Notifications position="bottom-right" autoClose={5000} />
            {children}
          </ModalsProvider>
        </DatesProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}

/**
 * Portal matters are told by the clock of whoever looks; footage names the person's zone itself.
 * The server can't know a browser's zone: what it renders speaks UTC until the page is alive.
 */
export function ViewerZone({ children }: { readonly children: ReactNode }) {
  const locale = useLocale();
  const timeZone = useSyncExternalStore(never, ownTimeZone, () => 'UTC');
  return (
    <NextIntlClientProvider locale={locale} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  );
}

/** The browser's time zone. */
function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
