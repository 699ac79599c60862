import { newId, PersonId, UserId } from '@workcompanion/core/ids';
import { writePolicyAssignment } from '@workcompanion/db/queries/write-policy-assignment';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { people } from '@workcompanion/db/schema/people';
import { policyAssignments } from '@workcompanion/db/schema/policies';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import { giveGrant, withdrawGrant } from '../grants/give-grant.ts';
import { atOnce } from '../testing/at-once.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { listTeams } from './list-teams.ts';
import { moveMembers } from './move-members.ts';
import { setManagers } from './set-managers.ts';
import { createTeam, deleteTeam, renameTeam } from './teams.ts';

let server: TestServer;
let admin: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  admin = await makeUser(server.context(), ['admin']);
});
afterAll(() => server.close());

async function makePerson(): Promise<PersonId> {
  const id = newId(PersonId);
  await admin.db.insert(people).values({ id, name: 'Lin', timeZone: 'UTC', createdAt: 0 });
  return id;
}

async function makeTeam(name = `Team ${newId(UserId)}`) {
  return (await createTeam(admin, { name })).id;
}

async function summaryOf(id: string) {
  return (await listTeams(admin)).items.find((team) => team.id === id);
}

describe('a team', () => {
  test('has one name, members who left the team before, and managers', async () => {
    const [first, second] = [await makeTeam('Support'), await makeTeam()];
    await expect(createTeam(admin, { name: 'Support' })).rejects.toMatchObject({
      code: 'already-exists',
    });
    await expect(renameTeam(admin, { team: second, name: 'Support' })).rejects.toMatchObject({
      code: 'already-exists',
    });
    const people = [await makePerson(), await makePerson()];
    await moveMembers(admin, { team: first, join: people, leave: [] });
    await moveMembers(admin, { team: second, join: people.slice(0, 1), leave: [] });
    expect(await summaryOf(first)).toMatchObject({ members: 1, managers: [] });
    expect(await summaryOf(second)).toMatchObject({ members: 1 });
    const { user } = await makeUser(admin, ['manager']);
    await setManagers(admin, { team: first, managers: [user.id, user.id] });
    expect(await summaryOf(first)).toMatchObject({ managers: [{ id: user.id, name: 'Ada' }] });
  });

  test('is managed by nobody without the role', async () => {
    const { user } = await makeUser(admin, ['compliance']);
    const set = setManagers(admin, { team: await makeTeam(), managers: [user.id] });
    await expect(set).rejects.toMatchObject({ code: 'not-found' });
  });

  test('tells who joined and left, and nothing when nobody did', async () => {
    const team = await makeTeam();
    const person = await makePerson();
    await moveMembers(admin, { team, join: [person], leave: [] });
    await moveMembers(admin, { team, join: [person], leave: [await makePerson()] });
    await moveMembers(admin, { team, join: [], leave: [person] });
    const told = await admin.db.select().from(auditEntries).where(eq(auditEntries.entityId, team));
    expect(told.slice(1).map(({ details }) => [details['joined'], details['left']])).toEqual([
      [[person], []],
      [[], [person]],
    ]);
  });

  test('is deleted when nothing needs it any more, and not before', async () => {
    const team = await makeTeam();
    const refused = () =>
      expect(deleteTeam(admin, { team })).rejects.toMatchObject({ code: 'in-use' });
    const person = await makePerson();
    await moveMembers(admin, { team, join: [person], leave: [] });
    await refused();
    await moveMembers(admin, { team, join: [], leave: [person] });
    const at = admin.now();
    await admin.db.transaction((tx) =>
      writePolicyAssignment(tx, { scope: 'team', target: team, version: 1, at, by: admin.user.id }),
    );
    await refused();
    await admin.db.delete(policyAssignments).where(eq(policyAssignments.target, team));
    const { user } = await makeUser(admin, ['manager']);
    const { id: grant } = await atOnce(
      giveGrant(admin, {
        user: user.id,
        right: 'watch',
        personId: null,
        teamId: team,
        reason: 'A complaint',
        footageFrom: null,
        footageTo: null,
        expiresAt: at + 3_600_000_000,
      }),
    );
    await refused();
    await withdrawGrant(admin, { grant });
    await setManagers(admin, { team, managers: [user.id] });
    await deleteTeam(admin, { team });
    expect(await summaryOf(team)).toBeUndefined();
  });
});
