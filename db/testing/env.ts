import { z } from 'zod';

/** A server to test on, instead of the embedded one. The user must be allowed to create databases. */
const TestEnv = z.object({ TEST_DATABASE_URL: z.union([z.literal(''), z.url()]).optional() });

export function testDatabaseUrl(): string | null {
  return TestEnv.parse(process.env).TEST_DATABASE_URL || null;
}
