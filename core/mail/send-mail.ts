import { createTransport } from 'nodemailer';
import type { MailOptions } from './mail-env.ts';

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
