import { ARCHIVE_ATTACKS } from './archive-attacks.ts';
import type { Attack } from './attack.ts';
import { CERTIFICATE_ATTACKS } from './certificate-attacks.ts';
import { CUSTODY_ATTACKS } from './custody-attacks.ts';
import { FILE_ATTACKS } from './file-attacks.ts';
import { HONEST_PACKAGES } from './honest-packages.ts';
import { JOURNAL_ATTACKS } from './journal-attacks.ts';
import { NATIVE_ATTACKS } from './native-attacks.ts';
import { REPORT_ATTACKS } from './report-attacks.ts';
import { SERVER_ATTACKS } from './server-attacks.ts';
import { STRANGER_ATTACKS } from './stranger-attacks.ts';
import { WINDOW_ATTACKS } from './window-attacks.ts';

export const ATTACKS: readonly Attack[] = [
  ...HONEST_PACKAGES,
  ...ARCHIVE_ATTACKS,
  ...FILE_ATTACKS,
  ...NATIVE_ATTACKS,
  ...SERVER_ATTACKS,
  ...JOURNAL_ATTACKS,
  ...CUSTODY_ATTACKS,
  ...STRANGER_ATTACKS,
  ...CERTIFICATE_ATTACKS,
  ...WINDOW_ATTACKS,
  ...REPORT_ATTACKS,
];
