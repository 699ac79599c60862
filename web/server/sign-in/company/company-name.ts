import { sharedContext } from '../../shared-context.ts';

/** How the sign-in page calls the company's provider; null when there is none. */
export async function companyName(): Promise<string | null> {
  return (await sharedContext()).config.company?.name ?? null;
}
