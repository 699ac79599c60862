import { useRouter } from 'next/navigation';
import { leaveBy } from '../../components/leaving/guard.ts';

/** Opens a page of the portal, once nothing unsaved is left behind. */
export function useGoTo(): (href: string) => void {
  const router = useRouter();
  return (href) => leaveBy(() => router.push(href));
}
