import { z } from 'zod';

/** Where the audit log is copied to as it is written; .env.example says what each means. */
export const AuditCopyEnv = z.object({
  AUDIT_SYSLOG: z
    .string()
    .regex(/^[\w.-]+:\d{1,5}$/, 'HOST:PORT')
    .optional(),
  AUDIT_SYSLOG_CA_FILE: z.string().optional(),
  AUDIT_SYSLOG_CERT_FILE: z.string().optional(),
  AUDIT_SYSLOG_KEY_FILE: z.string().optional(),
});
export type AuditCopyEnv = z.infer<typeof AuditCopyEnv>;
