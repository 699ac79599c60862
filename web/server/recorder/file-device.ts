import { AppError } from '@workcompanion/core/errors';
import { newId, PersonId } from '@workcompanion/core/ids';
import type { HostFacts } from '@workcompanion/core/protocol/host-facts';
import type { Tx } from '@workcompanion/db/client';
import { type ClaimDoubt, devices, type EnrolmentFacts } from '@workcompanion/db/schema/devices';
import type { enrolmentTokens } from '@workcompanion/db/schema/enrolment-tokens';
import { people } from '@workcompanion/db/schema/people';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';

type EnrolmentTokenRow = typeof enrolmentTokens.$inferSelect;
type Person = typeof people.$inferSelect;

export interface Filing {
  readonly person: Person;
  /** Null: nothing is in doubt. */
  readonly claim: EnrolmentFacts['claim'];
}

interface Enrolling {
  readonly host: HostFacts;
  readonly token: EnrolmentTokenRow;
}

/**
 * Whom a new device is filed under: the token's person; else the one of the machine's login, if nobody
 * can be harmed by that: they are new here, or the token trusts the machine. Any other claim is the
 * machine's word alone, and the device is filed under nobody whom anyone sees, until it is approved.
 */
export async function fileDevice(
  tx: Tx,
  ctx: Pick<ServerContext, 'now'>,
  { host, token }: Enrolling,
): Promise<Filing> {
  if (token.personId !== null) {
    return { person: await personBy(tx, eq(people.id, token.personId)), claim: null };
  }
  const name = toldName(host);
  const login = name.toLowerCase();
  if (login === '') throw new AppError('invalid-input', 'The machine tells neither user nor name.');
  const seen = { timeZone: knownTimeZone(host.timeZone), createdAt: ctx.now() };
  const [made] = await tx
    .insert(people)
    .values({ ...seen, id: newId(PersonId), name, login, teamId: token.teamId })
    .onConflictDoNothing()
    .returning();
  if (made !== undefined) return { person: made, claim: null };
  const known = await personBy(tx, eq(people.login, login));
  const why = await doubtOf(tx, known, token);
  if (why === null || isTrusted(token.trustedHosts, host)) return { person: known, claim: null };
  const id = newId(PersonId);
  const nobody = { ...seen, id, name: host.hostname, isUnconfirmed: true };
  await tx.insert(people).values(nobody);
  const person = await personBy(tx, eq(people.id, id));
  return { person, claim: { personId: known.id, why } };
}

/** Who the machine says is signed in there. */
export function toldName({ userName, hostname }: HostFacts): string {
  return userName.trim() || hostname.trim();
}

async function personBy(tx: Tx, is: ReturnType<typeof eq>): Promise<Person> {
  const [row] = await tx.select().from(people).where(is);
  if (!row) throw new AppError('internal', 'The person of the enrolment is gone.');
  return row;
}

async function doubtOf(
  tx: Tx,
  { id, teamId }: Person,
  token: EnrolmentTokenRow,
): Promise<ClaimDoubt | null> {
  if (teamId !== null && teamId !== token.teamId) return 'other-team';
  const [device] = await tx
    .select({ id: devices.id })
    .from(devices)
    .where(eq(devices.personId, id))
    .limit(1);
  const [account] = await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(users.personId, id))
    .limit(1);
  return device === undefined && account === undefined ? null : 'known-person';
}

/** By its serial number, by its name, or by its domain: an entry that begins with a dot. */
function isTrusted(trusted: readonly string[], { hostname, serialNumber }: HostFacts): boolean {
  const name = hostname.trim().toLowerCase();
  const serial = serialNumber?.trim().toLowerCase();
  return trusted
    .map((entry) => entry.toLowerCase())
    .some((entry) =>
      entry.startsWith('.') ? name.endsWith(entry) : [name, serial].includes(entry),
    );
}

/** A zone that this server can reckon in; UTC for what it can't. */
function knownTimeZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
