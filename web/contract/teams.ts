import { PersonId, TeamId, UserId } from '@workcompanion/core/ids';
import { z } from 'zod';
import { Acted, Why } from './control.ts';
import { defineRoutes } from './define-routes.ts';

export const TeamSummary = z.object({
  id: TeamId,
  name: z.string(),
  members: z.number().int(),
  managers: z.array(z.object({ id: UserId, name: z.string() })),
});
export type TeamSummary = z.infer<typeof TeamSummary>;

export const Teams = z.object({ items: z.array(TeamSummary) });
export type Teams = z.infer<typeof Teams>;

const TeamName = z.string().trim().min(1).max(80);

export const CreateTeam = z.object({ name: TeamName });
export type CreateTeam = z.infer<typeof CreateTeam>;

export const RenameTeam = z.object({ team: TeamId, name: TeamName });
export type RenameTeam = z.infer<typeof RenameTeam>;

export const OneTeam = z.object({ team: TeamId });
export type OneTeam = z.infer<typeof OneTeam>;

export const SetManagers = Why.extend({ team: TeamId, managers: z.array(UserId).max(100) });
export type SetManagers = z.infer<typeof SetManagers>;

/** Whoever joins leaves the team they were in. */
export const MoveMembers = Why.extend({
  team: TeamId,
  join: z.array(PersonId).max(500),
  leave: z.array(PersonId).max(500),
});
export type MoveMembers = z.infer<typeof MoveMembers>;

/** A recorded person, without their day: for lists to choose from. */
export const PersonName = z.object({
  id: PersonId,
  name: z.string(),
  login: z.string().nullable(),
  team: z.object({ id: TeamId, name: z.string() }).nullable(),
});
export type PersonName = z.infer<typeof PersonName>;
export const PersonNamesPage = z.object({
  items: z.array(PersonName),
  next: z.string().nullable(),
});
export type PersonNamesPage = z.infer<typeof PersonNamesPage>;

export const TEAM_ROUTES = defineRoutes({
  deleteTeam: { method: 'POST', path: '/api/portal/teams/delete', body: OneTeam, answer: null },
  setManagers: {
    method: 'POST',
    path: '/api/portal/teams/managers',
    body: SetManagers,
    answer: Acted,
  },
  moveMembers: {
    method: 'POST',
    path: '/api/portal/teams/members',
    body: MoveMembers,
    answer: Acted,
  },
  renameTeam: { method: 'POST', path: '/api/portal/teams/rename', body: RenameTeam, answer: null },
  listTeams: { method: 'GET', path: '/api/portal/teams', answer: Teams },
  createTeam: {
    method: 'POST',
    path: '/api/portal/teams',
    body: CreateTeam,
    answer: z.object({ id: TeamId }),
  },
});
