import { startRegistration } from '@simplewebauthn/browser';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ProveOwner, RecoveryCodes, type RemovePasskey } from '../../contract/account.ts';
import {
  PasskeyRegistration,
  PasskeyRegistrationOptions,
  type RenamePasskey,
} from '../../contract/passkeys.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { cancelled } from '../auth/sign-with-passkey.ts';
import { ACCOUNT_KEY } from './use-account.ts';

interface NewPasskey {
  readonly name: string;
  readonly proof: ProveOwner;
}

/** One's own passkeys: added with the browser's help, renamed, removed. */
export function usePasskeys() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ACCOUNT_KEY });
  const add = useMutation({ gcTime: 0, mutationFn: makePasskey, onSuccess });
  const rename = useMutation({
    mutationFn: (body: RenamePasskey) =>
      portalRequest<void>({ path: PORTAL_ROUTES.renamePasskey, answer: null, body }, 'POST'),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (body: RemovePasskey) =>
      portalRequest<void>({ path: PORTAL_ROUTES.removePasskey, answer: null, body }, 'POST'),
    onSuccess,
  });
  return { add, rename, remove };
}

async function makePasskey({ name, proof }: NewPasskey): Promise<RecoveryCodes> {
  const optionsJSON = await portalRequest(
    { path: PORTAL_ROUTES.beginPasskey, answer: PasskeyRegistrationOptions, body: proof },
    'POST',
  );
  const made = await startRegistration({ optionsJSON }).catch(cancelled);
  const body = { name, registration: PasskeyRegistration.parse(made) };
  return portalRequest({ path: PORTAL_ROUTES.addPasskey, answer: RecoveryCodes, body }, 'POST');
}
