import { notifications } from '@mantine/notifications';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from './portal-request.ts';

/** Ends the session at the server and leaves; stays, and says `failed`, where it could not be ended. */
export async function signOut(failed: string): Promise<void> {
  try {
    await portalRequest<void>({ path: PORTAL_ROUTES.signOut, answer: null }, 'POST');
    window.location.assign('/sign-in');
  } catch {
    notifications.show({ message: failed, color: 'red' });
  }
}
