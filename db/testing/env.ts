import { z } from 'zod';

/** A server to test on, instead of the embedded one. The user must be allowed to create databases. */
const TestEnv = z.object({ TEST_DATABASE_URL: z.url().optional() });

export function testDatabaseUrl(): string | undefined {
  return TestEnv.parse(process.env).TEST_DATABASE_URL;
}
