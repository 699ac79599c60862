'use client';
import { type CSSVariablesResolver, MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NextIntlClientProvider, useLocale, useTimeZone, useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useKeptFocus } from '../../components/kept-focus/use-kept-focus.ts';
import { COOKIE_SECONDS, ZONE_COOKIE } from '../../i18n/locales.ts';
import { type DateFormats, theme, withCloseLabel, withDateFormats } from '../../theme/theme.ts';
import 'dayjs/locale/zh-cn';
import { isAppError } from '@workcompanion/core/errors';

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
  const previous = t('previousPeriod');
  const next = t('nextPeriod');
  const spoken = useMemo(
    () => withDateFormats(withCloseLabel(theme, close), DATE_FORMATS[locale], { previous, next }),
    [close, locale, previous, next],
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
 * The server knows a browser's zone by what it told at its last visit; before the first, the page speaks
 * UTC until it is alive.
 */
export function ViewerZone({ children }: { readonly children: ReactNode }) {
  const locale = useLocale();
  const served = useTimeZone() ?? 'UTC';
  const timeZone = useSyncExternalStore(never, ownTimeZone, () => served);
  useEffect(() => tellZone(timeZone), [timeZone]);
  return (
    <NextIntlClientProvider locale={locale} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  );
}

function tellZone(timeZone: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
  document.cookie = `${ZONE_COOKIE}=${timeZone}; path=/; max-age=${COOKIE_SECONDS}; samesite=lax`;
}

/** The browser's time zone. */
function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const RETRIES = 2;

function shouldRetry(failures: number, error: Error): boolean {
  return isAppError(error) && error.retryable && failures < RETRIES;
}

function onError(error: Error): void {
  if (isAppError(error, 'unauthenticated')) leaveToSignIn();
  // The page that is asked for instead of this one says what is owed.
  if (isAppError(error, 'second-factor-required')) window.location.reload();
}

/** One cache a tab. Only what may succeed the second time is tried again. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 2_000, refetchOnWindowFocus: true },
      // Without a network too: it fails at once and says so, instead of waiting unseen.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** The session has ended: sign in, and come back to this very address. */
function leaveToSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname === '/sign-in') return;
  const next = encodeURIComponent(pathname + search);
  window.location.assign(`/sign-in?expired=1&next=${next}`);
}

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
const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
});
