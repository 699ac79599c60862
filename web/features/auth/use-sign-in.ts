import { useMutation } from '@tanstack/react-query';
import { AppError } from '@workcompanion/core/errors';
import { signIn } from 'next-auth/react';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signs in; `forbidden` stands for wrong credentials, `unavailable` for no answer. */
export function useSignIn() {
  return useMutation({
    mutationFn: async (credentials: Credentials): Promise<void> => {
      const result = await signIn('credentials', { ...credentials, redirect: false }).catch(
        (cause: unknown) => {
          throw new AppError('unavailable', 'No answer to the sign-in.', { cause });
        },
      );
      if (result === undefined) throw new AppError('unavailable', 'No answer to the sign-in.');
      if (!result.ok) throw new AppError('forbidden', 'Wrong email or password.');
    },
  });
}
