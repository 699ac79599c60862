import { AppError } from '@workcompanion/core/errors';
import { describeError } from '@workcompanion/db/describe-error';
import { users } from '@workcompanion/db/schema/users';
import { createTestDatabase } from '@workcompanion/db/testing/test-database';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { loggerOptions } from './create-logger.ts';

function logged(write: (log: pino.Logger) => void): string {
  let text = '';
  const take = (line: string) => {
    text += line;
  };
  write(pino(loggerOptions('info'), { write: take }));
  return text;
}

test('a failed query is logged without its parameters, whatever wraps it', async () => {
  const database = await createTestDatabase();
  const secret = '$argon2id$very-secret';
  const row = {
    id: 'no-uuid',
    email: 'x',
    name: 'x',
    passwordHash: secret,
    roles: [],
    createdAt: 0,
  };
  const failure = await database.db
    .insert(users)
    .values(row as never)
    .catch((error: unknown) => error);
  await database.close();
  expect(String(failure)).toContain(secret);
  const text = logged((log) =>
    log.error({ err: new AppError('internal', 'x', { cause: failure }) }),
  );
  expect(text).not.toContain('very-secret');
  expect(text).toContain('insert into');
  expect(text).toContain('22P02');
});

test.each(['password', 'token', 'key', 'authorization', 'cookie', 'secret'])(
  'a field named %s is redacted, down to two levels',
  (name) => {
    const text = logged((log) => {
      log.info({ [name]: 'hunter2', a: { [name]: 'hunter2' }, b: { c: { [name]: 'hunter2' } } });
    });
    expect(text).not.toContain('hunter2');
    expect(text.match(/redacted/g)).toHaveLength(3);
  },
);

test('what is thrown and no Error is described, not quoted', () => {
  expect(describeError('hunter2').message).not.toContain('hunter2');
});
