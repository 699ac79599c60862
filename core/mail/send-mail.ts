import { createTransport } from 'nodemailer';
import { z } from 'zod';

/** By which server e-mail is sent, and as whom. Without both there is none. */
export const MailEnv = z.object({
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().max(200).optional(),
});

/** A mail server that says nothing for so long is down. */
const TIMEOUT_MS = 15_000;

export interface Mail {
  /** The same at each try, so that a mail server or reader can tell that it was sent twice. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Hands one e-mail to the server. Throws what the server or the network says. */
export async function sendMail(
  { url, from }: MailOptions,
  { id, to, subject, text }: Mail,
): Promise<void> {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // Nothing of ours names a file or an address to be attached.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to: { name: '', address: to },
      subject,
      text,
      messageId: `<${id}@workcompanion>`,
      headers: { 'auto-submitted': 'auto-generated' },
    });
  } finally {
    transport.close();
  }
}

export type MailEnv = z.infer<typeof MailEnv>;

export interface MailOptions {
  readonly url: string;
  readonly from: string;
}

export function mailOptions({ SMTP_URL: url, MAIL_FROM: from }: MailEnv): MailOptions | null {
  if (url === undefined || from === undefined) return null;
  return { url, from };
}
