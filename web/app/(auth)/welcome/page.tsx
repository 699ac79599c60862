import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthFrame } from '../../../features/auth/auth-frame.tsx';
import { SpentLink } from '../../../features/auth/spent-link.tsx';
import { WelcomeForm } from '../../../features/auth/welcome-form.tsx';
import { sharedContext } from '../../../server/shared-context.ts';
import { isFirstLinkOpen } from '../../../server/sign-in/first-sign-in.ts';
import { firstValue, type QueryProps } from '../../search-params.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('welcomeTitle'), referrer: 'no-referrer' };
}

export default async function WelcomePage({ searchParams }: QueryProps) {
  const token = firstValue((await searchParams)['token']);
  const t = await getTranslations('auth');
  return (
    <AuthFrame title={t('welcomeTitle')} lead={t('welcomeLead')}>
      {token === null ? <SpentLink isMissing /> : await formOf(token)}
    </AuthFrame>
  );
}

async function formOf(token: string) {
  const isOpen = await isFirstLinkOpen(await sharedContext(), token);
  return isOpen ? <WelcomeForm token={token} /> : <SpentLink />;
}
