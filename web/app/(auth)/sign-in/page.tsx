import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AuthFrame } from '../../../features/auth/auth-frame.tsx';
import { safeNext } from '../../../features/auth/safe-next.ts';
import { SignInForm } from '../../../features/auth/sign-in-form.tsx';
import { passkeyHost } from '../../../server/account/passkeys/challenges.ts';
import { companyName } from '../../../server/sign-in/company/company-sign-in.ts';
import { firstValue, type QueryProps } from '../../search-params.ts';
import { currentMe } from '../../session/current-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('signInTitle') };
}

export default async function SignInPage({ searchParams }: QueryProps) {
  const params = await searchParams;
  const next = firstValue(params['next']);
  if ((await currentMe()) !== null) redirect(safeNext(next));
  const t = await getTranslations('auth');
  return (
    <AuthFrame title={t('signInTitle')} lead={t('signInLead')}>
      <SignInForm
        next={next}
        notice={noticeOf(params)}
        company={await companyName()}
        passkeyHost={await passkeyHost()}
      />
    </AuthFrame>
  );
}

/** next-auth sends whom the company's sign-in did not bring in here with an `error`. */
function noticeOf(params: Awaited<QueryProps['searchParams']>) {
  const given = (name: string): boolean => firstValue(params[name]) !== null;
  if (firstValue(params['error']) === 'AccessDenied') return 'companyRefused';
  if (given('error')) return 'companyFailed';
  if (given('ready')) return 'ready';
  return given('expired') ? 'expired' : null;
}
