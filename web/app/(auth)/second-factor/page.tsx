import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { OwedFactorView } from '../../../features/account/owed-factor-view.tsx';
import { AuthFrame } from '../../../features/auth/auth-frame.tsx';
import { safeNext } from '../../../features/auth/safe-next.ts';
import { firstValue, type QueryProps } from '../../search-params.ts';
import { currentMe } from '../../session/current-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('secondFactor') };
}

/** Where a session that owes a second factor is led to, whatever page it asks for. */
export default async function SecondFactorPage({ searchParams }: QueryProps) {
  const next = firstValue((await searchParams)['next']);
  const me = await currentMe();
  if (me === null) redirect(`/sign-in?next=${encodeURIComponent(safeNext(next))}`);
  if (me.owesSecondFactor === null) redirect(safeNext(next));
  const t = await getTranslations('account.owed');
  const owes = me.owesSecondFactor;
  return (
    <AuthFrame title={t(`${owes}.title`)} lead={t(`${owes}.lead`)}>
      <OwedFactorView owes={owes} next={next} />
    </AuthFrame>
  );
}
