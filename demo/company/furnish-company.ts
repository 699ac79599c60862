import type { PersonId } from '@workcompanion/core/ids';
import { join } from '../../scripts/processes/join.ts';
import type { PortalClient } from '../../scripts/processes/portal-client.ts';
import { BOOKMARK_ROUTES } from '../../web/contract/bookmarks.ts';
import { CASE_ROUTES } from '../../web/contract/cases.ts';
import { POLICY_ROUTES, type PoliciesPage } from '../../web/contract/policies.ts';
import { TEAM_ROUTES } from '../../web/contract/teams.ts';
import { REMARK_ROUTES, WATCHING_ROUTES } from '../../web/contract/watching.ts';
import { ACCOUNTS, EMPLOYEES, type Employee } from './cast.ts';
import type { Recorded } from './record-company.ts';

const MINUTE = 60_000_000;

interface Furnished {
  readonly url: string;
  readonly admin: PortalClient;
  readonly recorded: readonly Recorded[];
}

/** Somebody recorded, and half an hour of theirs some days ago. */
interface Subject {
  readonly person: PersonId;
  readonly recorded: Recorded;
  /** UTC µs. */
  readonly from: number;
  readonly to: number;
}

/** Gives the company its teams and accounts, and what a fortnight leaves: marks, remarks, a case. */
export async function furnishCompany({ url, admin, recorded }: Furnished): Promise<void> {
  const people = await peopleByName(admin);
  const teams = await makeTeams(admin, people);
  const subject = (name: string): Subject => {
    const found = recorded.find(({ employee }) => employee.name === name);
    const person = people.get(name);
    const stretch = found?.stretches.at(-6);
    if (!found || !person || !stretch) throw new Error(`${name} has no footage`);
    const from = stretch.fromMs * 1000;
    return { person, recorded: found, from, to: from + 30 * MINUTE };
  };
  const account = (who: 'service' | 'finance' | 'compliance' | 'auditor') =>
    join(admin, { url }, { ...ACCOUNTS[who], teams: teamsOf(who, teams) });
  const compliance = await account('compliance');
  await account('auditor');
  const service = await account('service');
  await account('finance');
  const mia = subject('Mia Brandt');
  const own = await join(admin, { url }, { ...ACCOUNTS.employee, personId: mia.person });

  await noteWindows(admin);
  await markAndDispute({ service, own, subject: mia });
  await makeCase(compliance, subject('Wang Wei'));
}

/** The policy says what the computers have told: which programs were in use, and their windows. */
async function noteWindows(admin: PortalClient): Promise<void> {
  const { path } = POLICY_ROUTES.createPolicy;
  const { items } = await admin.get<PoliciesPage>(path);
  const body = { ...items[0]?.body, windowTrack: 'programs-and-titles' };
  await admin.post(path, { name: 'Office', note: '', target: { scope: 'all' }, body });
}

async function peopleByName(admin: PortalClient): Promise<ReadonlyMap<string, PersonId>> {
  const { items } = await admin.get<{ items: { id: PersonId; name: string }[] }>(
    '/api/portal/people?limit=50',
  );
  return new Map(items.map(({ id, name }) => [name, id]));
}

async function makeTeams(
  admin: PortalClient,
  people: ReadonlyMap<string, PersonId>,
): Promise<ReadonlyMap<Employee['team'], string>> {
  const teams = new Map<Employee['team'], string>();
  for (const name of new Set(EMPLOYEES.map(({ team }) => team))) {
    const { id } = await admin.post<{ id: string }>(TEAM_ROUTES.createTeam.path, { name });
    const join = EMPLOYEES.filter(({ team }) => team === name).map((one) => people.get(one.name));
    await admin.post(TEAM_ROUTES.moveMembers.path, { team: id, join, leave: [] });
    teams.set(name, id);
  }
  return teams;
}

function teamsOf(who: string, teams: ReadonlyMap<Employee['team'], string>): readonly string[] {
  const managed = new Map<string, Employee['team']>([
    ['service', 'Customer service'],
    ['finance', 'Finance'],
  ]).get(who);
  const team = managed === undefined ? undefined : teams.get(managed);
  return team === undefined ? [] : [team];
}

async function markAndDispute({
  service,
  own,
  subject: { person, from, to },
}: {
  readonly service: PortalClient;
  readonly own: PortalClient;
  readonly subject: Subject;
}): Promise<void> {
  await declare(service, person, 'training', 'How new colleagues answer complaints');
  const lane = null;
  await service.post(BOOKMARK_ROUTES.makeBookmark.path, {
    person,
    lane,
    from,
    to: from + 4 * MINUTE,
    note: 'A good answer to an angry customer: show it to the team',
  });
  await service.post(BOOKMARK_ROUTES.makeBookmark.path, {
    person,
    lane,
    from: from + 14 * MINUTE,
    to: from + 18 * MINUTE,
    note: 'The order number is looked up twice',
  });
  await own.post(REMARK_ROUTES.makeRemark.path, {
    kind: 'dispute',
    from: from + 14 * MINUTE,
    to,
    text: 'I was on the phone with the warehouse here: the search was for them.',
  });
}

async function makeCase(
  compliance: PortalClient,
  { person, recorded, from, to }: Subject,
): Promise<void> {
  await declare(compliance, person, 'complaint', 'An account number was changed before a payment');
  const { id } = await compliance.post<{ id: string }>(CASE_ROUTES.makeCase.path, {
    title: 'Invoice 4711',
    description: 'Who changed the account number, and when?',
  });
  const { id: clip } = await compliance.post<{ id: string }>(CASE_ROUTES.makeClip.path, {
    case: id,
    person,
    title: 'The change in the payment run',
    from: from + 2 * MINUTE,
    to: from + 8 * MINUTE,
    displays: [{ device: recorded.device.id, display: 'MONITOR-1' }],
  });
  const text = 'The bank confirms a call at 10:40. Asked IT for the payment run.';
  await compliance.post(CASE_ROUTES.writeNote.path, { case: id, text });
  const expiresAt = to + 180 * 1_440 * MINUTE;
  const hold = { case: id, clip, reason: 'Letter of the insurer', expiresAt };
  await compliance.post(CASE_ROUTES.holdCase.path, hold);
}

async function declare(
  viewer: PortalClient,
  person: PersonId,
  reason: 'training' | 'complaint',
  note: string,
): Promise<void> {
  const purpose = { person, reason, note, undisclosedDays: null };
  await viewer.post(WATCHING_ROUTES.declarePurpose.path, purpose);
}
