/** Addresses are compared without regard to case, whatever the sender's mailbox does. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}
