const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const PAGE = /https?:\/\/\S+/;

/** What can be opened of whom the policy names: a page, else a mail address. Null where it is a name alone. */
export function contactAddress(contact: string | undefined): string | null {
  if (contact === undefined) return null;
  const page = PAGE.exec(contact)?.[0];
  if (page !== undefined) return page;
  const mail = MAIL.exec(contact)?.[0];
  return mail === undefined ? null : `mailto:${mail}`;
}
