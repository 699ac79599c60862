import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthFrame } from '../../../features/auth/auth-frame.tsx';
import { JoinForm } from '../../../features/auth/join-form.tsx';
import { SpentLink } from '../../../features/auth/spent-link.tsx';
import { firstValue, type QueryProps } from '../../search-params.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('joinTitle'), referrer: 'no-referrer' };
}

export default async function JoinPage({ searchParams }: QueryProps) {
  const token = firstValue((await searchParams)['token']);
  const t = await getTranslations('auth');
  return (
    <AuthFrame title={t('joinTitle')} lead={t('joinLead')}>
      {token === null ? <SpentLink purpose="account" /> : <JoinForm token={token} />}
    </AuthFrame>
  );
}
