import { EmployeeId } from '@workcompanion/core/ids';
import { z } from 'zod';

const Position = z.tuple([z.string(), EmployeeId]);

/** The last person of a page, by name and id: opaque to clients. */
export const PeopleCursor = z
  .string()
  .max(2_000)
  .transform((text, issues) => {
    const position = Position.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
    if (!position.success) {
      issues.addIssue({ code: 'custom', message: 'not a cursor of this list' });
      return z.NEVER;
    }
    const [name, id] = position.data;
    return { name, id };
  });
export type PeopleCursor = z.infer<typeof PeopleCursor>;

export function peopleCursor({ name, id }: PeopleCursor): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
