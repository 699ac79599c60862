import { startRegistration } from '@simplewebauthn/browser';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ACCOUNT_ROUTES, type ProveOwner, type RecoveryCodes } from '../../contract/account.ts';
import { PasskeyRegistration } from '../../contract/passkeys.ts';
import { callRoute } from '../api/call-route.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { cancelled } from '../auth/sign-with-passkey.ts';

interface NewPasskey {
  readonly name: string;
  readonly proof: ProveOwner;
}

/** One's own passkeys: added with the browser's help, renamed, removed. */
export function usePasskeys() {
  const client = useQueryClient();
  const onSuccess = () =>
    client.invalidateQueries({ queryKey: routeKey(ACCOUNT_ROUTES.readAccount) });
  const add = useMutation({ gcTime: 0, mutationFn: makePasskey, onSuccess });
  const rename = useRouteMutation(ACCOUNT_ROUTES.renamePasskey, { onSuccess });
  const remove = useRouteMutation(ACCOUNT_ROUTES.removePasskey, { onSuccess });
  return { add, rename, remove };
}

async function makePasskey({ name, proof }: NewPasskey): Promise<RecoveryCodes> {
  const optionsJSON = await callRoute(ACCOUNT_ROUTES.beginPasskey, proof);
  const made = await startRegistration({ optionsJSON }).catch(cancelled);
  const registration = PasskeyRegistration.parse(made);
  return callRoute(ACCOUNT_ROUTES.addPasskey, { name, registration });
}
