import { z } from 'zod';

/** By which server e-mail is sent, and as whom. Without both there is none. */
export const MailEnv = z.object({
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().max(200).optional(),
});
export type MailEnv = z.infer<typeof MailEnv>;

export interface MailOptions {
  readonly url: string;
  readonly from: string;
}

export function mailOptions({ SMTP_URL: url, MAIL_FROM: from }: MailEnv): MailOptions | null {
  if (url === undefined || from === undefined) return null;
  return { url, from };
}
