import { hash } from '@node-rs/argon2';

/**
 * argon2id (the library's default algorithm) with OWASP's parameters of 2023: 19 MiB, two passes, one
 * lane. The hash carries them, so that raising them leaves old hashes valid.
 */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}
