import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthFrame } from '../../../features/auth/auth-frame.tsx';
import { FromRecorder } from '../../../features/auth/from-recorder.tsx';
import { safeNext } from '../../../features/auth/safe-next.ts';
import { firstValue, type QueryProps } from '../../search-params.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('fromRecorderTitle'), referrer: 'no-referrer' };
}

export default async function FromRecorderPage({ searchParams }: QueryProps) {
  const next = firstValue((await searchParams)['next']);
  const t = await getTranslations('auth');
  return (
    <AuthFrame title={t('fromRecorderTitle')} lead={t('fromRecorderLead')}>
      <FromRecorder next={safeNext(next)} />
    </AuthFrame>
  );
}
