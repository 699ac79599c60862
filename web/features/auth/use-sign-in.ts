import { useMutation } from '@tanstack/react-query';
import { AppError } from '@workcompanion/core/errors';
import { signIn } from 'next-auth/react';
import { signWithPasskey } from './sign-with-passkey.ts';

export interface SignInCredentials {
  readonly email: string;
  readonly password: string;
  /** The authenticator's code, or a recovery code; empty until it is asked for. */
  readonly code?: string;
}

/** next-auth hands these through as the `error` of its answer; all others stand for a refusal. */
const TOLD = ['second-factor-needed', 'too-many-requests', 'internal'] as const;

/** Signs in; `forbidden` stands for wrong credentials, `unavailable` for no answer. */
export function useSignIn() {
  return useMutation({
    mutationFn: (credentials: SignInCredentials) => enter('credentials', { ...credentials }),
  });
}

/** By a passkey alone. Fails with `passkey-cancelled` too. */
export function usePasskeySignIn() {
  return useMutation({
    mutationFn: async () =>
      enter('passkey', { assertion: JSON.stringify(await signWithPasskey()) }),
  });
}

/** By the code of a link that a recorder opened. */
export function useRecorderSignIn() {
  return useMutation({ mutationFn: (code: string) => enter('recorder', { code }) });
}

async function enter(provider: string, fields: Record<string, string>): Promise<void> {
  const result = await signIn(provider, { ...fields, redirect: false }).catch((cause: unknown) => {
    throw new AppError('unavailable', 'No answer to the sign-in.', { cause });
  });
  if (result === undefined) throw new AppError('unavailable', 'No answer to the sign-in.');
  const told = TOLD.find((code) => code === result.error);
  if (told !== undefined) throw new AppError(told, 'The sign-in was not heard.');
  if (!result.ok) throw new AppError('forbidden', 'The sign-in was refused.');
}
