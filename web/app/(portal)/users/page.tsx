import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { UsersView } from '../../../features/users/users-view.tsx';
import { requireRight } from '../../session/require-me.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('users'))('title') };
}

export default async function UsersPage() {
  const me = await requireRight('/users', 'users');
  return <UsersView myId={me.id} />;
}
