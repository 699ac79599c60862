import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AccountView } from '../../../features/account/account-view.tsx';
import { requireMe } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('title') };
}

export default async function AccountPage() {
  return <AccountView me={await requireMe('/account')} />;
}
