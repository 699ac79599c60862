import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { BUILD_HEADER } from '../contract/session.ts';
import { AppProviders, ViewerZone } from '../features/shell/app-providers.tsx';
import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@workcompanion/core/theme/tokens.css';
import '../theme/global.css';

export const metadata: Metadata = {
  title: { default: 'WorkCompanion', template: '%s · WorkCompanion' },
  robots: { index: false },
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang={await getLocale()} {...mantineHtmlProps}>
      <head>
        <meta name={BUILD_HEADER} content={(await headers()).get(BUILD_HEADER) ?? ''} />
        <ColorSchemeScript defaultColorScheme="auto" {...(await scriptNonce())} />
      </head>
      <body>
        <NextIntlClientProvider>
          <ViewerZone>
            <AppProviders>{children}</AppProviders>
          </ViewerZone>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}

/** This page's nonce: web/server/native/page-security.ts lets no other inline script run. */
async function scriptNonce(): Promise<{ readonly nonce?: string }> {
  const policy = (await headers()).get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  return nonce === undefined ? {} : { nonce };
}
