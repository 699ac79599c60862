'use server';

import { cookies } from 'next/headers';
import { COOKIE_SECONDS, isLocale, LOCALE_COOKIE } from './locales.ts';

/** Keeps the chosen language. Setting a cookie here renders the page anew in it. */
export async function setLocale(locale: string): Promise<void> {
  if (!isLocale(locale)) return;
  const jar = await cookies();
  jar.set(LOCALE_COOKIE, locale, {
    path: '/',
    maxAge: COOKIE_SECONDS,
    sameSite: 'lax',
    httpOnly: true,
  });
}
