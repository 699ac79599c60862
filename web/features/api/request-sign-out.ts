import { notifications } from '@mantine/notifications';
import { ACCOUNT_ROUTES } from '../../contract/account.ts';
import { callRoute } from './call-route.ts';

/** Ends the session at the server and leaves; stays, and says `failed`, where it could not be ended. */
export async function requestSignOut(failed: string): Promise<void> {
  try {
    await callRoute(ACCOUNT_ROUTES.signOut, undefined);
    window.location.assign('/sign-in');
  } catch {
    notifications.show({ message: failed, color: 'red' });
  }
}
