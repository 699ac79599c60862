import { archive } from './archive.ts';
import { auth } from './auth.ts';
import { common } from './common.ts';
import { day } from './day.ts';
import { devices } from './devices.ts';
import { errors } from './errors.ts';
import { gaps } from './gaps.ts';
import { people } from './people.ts';
import { policies } from './policies.ts';
import { shell } from './shell.ts';
import { tokens } from './tokens.ts';

export const messages = {
  archive,
  auth,
  common,
  day,
  devices,
  errors,
  gaps,
  people,
  policies,
  shell,
  tokens,
} as const;
