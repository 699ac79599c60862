'use client';

import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useState } from 'react';
import { useKeptFocus } from '../../components/kept-focus/use-kept-focus.ts';
import { cssVariables } from '../../theme/css-variables.ts';
import { theme } from '../../theme/theme.ts';
import { withCloseLabel } from '../../theme/with-close-label.ts';
import { type DateFormats, withDateFormats } from '../../theme/with-date-formats.ts';
import { createQueryClient } from '../api/create-query-client.ts';
import 'dayjs/locale/zh-cn';

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
