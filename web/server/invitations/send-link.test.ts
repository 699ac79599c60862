import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { eq } from 'drizzle-orm';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { inviteUser } from '../users/invite-user.ts';

let server: TestServer;
let smtp: SMTPServer;
let admin: UserContext;
let isFull = false;
const received: { readonly to: string; readonly words: string }[] = [];

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: async (stream, { envelope }, done) => {
      const raw = await text(stream);
      if (isFull) {
        done(Object.assign(new Error('mailbox is full'), { responseCode: 452 }));
        return;
      }
      // Quoted-printable, of which the link needs no more than this.
      const words = raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
      received.push({ to: envelope.rcptTo.map(({ address }) => address).join(), words });
      done();
    },
  });
  const listening = smtp.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  server = await startTestServer();
  const ctx = await makeUser(server.context(), ['admin']);
  const mail = { url: `smtp://127.0.0.1:${port}`, from: 'portal@example.com' };
  admin = { ...ctx, installation: { ...ctx.installation, mail } };
});
afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(resolve));
  await server.close();
});
beforeEach(() => {
  isFull = false;
  received.length = 0;
});

const wish = (name: string) => ({
  name,
  email: `${name.toLowerCase()}@example.com`,
  roles: ['employee' as const],
  teams: [],
  personId: null,
});

test('an invitation goes to its owner by e-mail, and who invites does not see the link', async () => {
  const { done } = await inviteUser(admin, wish('Ines'));
  expect(done).toMatchObject({ url: null, mail: { to: 'ines@example.com', error: null } });
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ to: 'ines@example.com' });
  expect(received[0]?.words).toMatch(/https:\/\/portal\.example\/join\?token=[\w-]{43}\s/);
  const entries = await admin.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.entityId, done?.user ?? ''));
  expect(entries.at(-1)).toMatchObject({ action: 'user.link-mailed', details: { isSent: true } });
  expect(JSON.stringify(entries)).not.toContain('token=');
});

test('a link that the mail server does not take is shown, with what it said', async () => {
  isFull = true;
  const { done } = await inviteUser(admin, wish('Juri'));
  expect(done?.url).toMatch(/\/join\?token=/);
  expect(done?.mail?.error).toContain('mailbox is full');
});
