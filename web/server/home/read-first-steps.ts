import { type SQL, sql } from 'drizzle-orm';
import { FirstStep, type FirstSteps } from '../../contract/home.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** What tells that a step was taken, in the database: nobody ticks it off by hand. */
const SIGNS = {
  token: sql`select from enrolment_tokens`,
  recorder: sql`select from spans`,
  team: sql`select from teams`,
  policy: sql`select from policies where version > 1`,
  retention: sql`select from retention_rules where approved_at is not null`,
  'second-administrator': sql`
    select from users where 'admin' = any(roles) and disabled_at is null
      and last_sign_in_at is not null offset 1`,
  backup: sql`select from settings where key = 'last-backup'`,
} as const satisfies Partial<Record<FirstStep, SQL>>;

/** What is to be done before a company records, and what of it is done. Throws `forbidden`. */
export async function readFirstSteps(ctx: UserContext): Promise<FirstSteps> {
  assertRight(ctx.user, 'system');
  const own = sql`
    select from users where id = ${ctx.user.id} and (totp_since is not null
      or exists (select from passkeys where user_id = users.id))`;
  const signs = Object.entries({ ...SIGNS, 'second-factor': own });
  const { rows } = await ctx.db.execute<{ done: string[] }>(
    sql`select array_remove(array[${sql.join(
      signs.map(([step, sign]) => sql`case when exists (${sign}) then ${step}::text end`),
      sql`, `,
    )}], null) as done`,
  );
  const done = new Set(rows[0]?.done);
  if (ctx.installation.mail !== null) done.add('mail');
  return { items: FirstStep.options.map((step) => ({ step, isDone: done.has(step) })) };
}
