'use client';
import dynamic from 'next/dynamic';
import { NextIntlClientProvider } from 'next-intl';
import { type ReactNode, use, useSyncExternalStore } from 'react';
import { loadMessages } from './load-messages.ts';
import type { Locale } from './locales.ts';

interface TranslationsProps {
  readonly locale: Locale;
  readonly children: ReactNode;
}

/**
 * The messages of a language are a file that browsers keep, instead of a part of each page.
 *
 * Portal matters are told by the clock of whoever looks; footage names the person's zone itself.
 * The server can't know a browser's zone: what it renders speaks UTC until the page is alive.
 */
export function Translations({ locale, children }: TranslationsProps) {
  const messages = use(loadMessages(locale));
  const timeZone = useSyncExternalStore(never, ownTimeZone, () => 'UTC');
  const Preload = PRELOADS[locale];
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone={timeZone}>
      <Preload />
      {children}
    </NextIntlClientProvider>
  );
}

const nothing = () => null;

/** They draw nothing: what is loaded by `dynamic` is named in the page, so that browsers fetch it at once. */
const PRELOADS = {
  en: dynamic(() => import('../messages/en/index.ts').then(() => nothing)),
  'zh-CN': dynamic(() => import('../messages/zh-CN/index.ts').then(() => nothing)),
} as const satisfies Record<Locale, unknown>;

const never = () => () => {};

/** The browser's time zone. */
function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
