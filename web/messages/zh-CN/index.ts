import { account } from './account.ts';
import { archive } from './archive.ts';
import { audit } from './audit.ts';
import { auditFacts } from './audit-facts.ts';
import { auth } from './auth.ts';
import { cases } from './cases.ts';
import { causes, gaps } from './causes.ts';
import { common } from './common.ts';
import { control } from './control.ts';
import { day } from './day.ts';
import { devices } from './devices.ts';
import { errors } from './errors.ts';
import { evidencePackages } from './evidence-packages.ts';
import { home } from './home.ts';
import { inbox } from './inbox.ts';
import { integrity } from './integrity.ts';
import { mirror } from './mirror.ts';
import { overview } from './overview.ts';
import { month, people } from './people.ts';
import { policies } from './policies.ts';
import { releases } from './releases.ts';
import { retention } from './retention.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { shared } from './shared.ts';
import { palette, shell } from './shell.ts';
import { teams } from './teams.ts';
import { tokens } from './tokens.ts';
import { grants, users } from './users.ts';
import { views } from './views.ts';
import { watching } from './watching.ts';
import { webhooks } from './webhooks.ts';

export const messages = {
  account,
  archive,
  audit,
  auditFacts,
  auth,
  cases,
  causes,
  common,
  control,
  day,
  devices,
  errors,
  evidencePackages,
  gaps,
  grants,
  home,
  inbox,
  integrity,
  month,
  overview,
  palette,
  people,
  policies,
  releases,
  retention,
  search,
  settings,
  shared,
  shell,
  teams,
  tokens,
  users,
  mirror,
  views,
  watching,
  webhooks,
} as const;
