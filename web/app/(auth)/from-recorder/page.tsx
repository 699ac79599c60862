import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthFrame } from '../../../features/auth/auth-frame.tsx';
import { FromRecorder } from '../../../features/auth/from-recorder.tsx';
import { firstValue, type QueryProps } from '../../search-params.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('fromRecorderTitle'), referrer: 'no-referrer' };
}

export default async function FromRecorderPage({ searchParams }: QueryProps) {
  const page = firstValue((await searchParams)['page']);
  const t = await getTranslations('auth');
  return (
    <AuthFrame title={t('fromRecorderTitle')} lead={t('fromRecorderLead')}>
      <FromRecorder next={page === 'remark' ? '/me/today' : '/me'} />
    </AuthFrame>
  );
}
