import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';

export interface NamePosition<Id> {
  readonly name: string;
  readonly id: Id;
}

const Position = z.tuple([z.string(), z.string()]);

/** The last item of a page that is sorted by name and id: opaque to clients. */
export function nameCursorOf<S extends z.ZodType<string>>(idSchema: S) {
  return z
    .string()
    .max(2_000)
    .transform((text, issues): NamePosition<z.output<S>> => {
      const json = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
      const position = Position.safeParse(json).data;
      const id = idSchema.safeParse(position?.[1]).data;
      if (position && id !== undefined) return { name: position[0], id };
      issues.addIssue({ code: 'custom', message: 'not a cursor of this list' });
      return z.NEVER;
    });
}

export function nameCursor({ name, id }: NamePosition<string>): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

/** Compared as a pair, which the index of both can begin from. */
export function isAfterName(
  table: { readonly name: AnyColumn; readonly id: AnyColumn },
  { name, id }: NamePosition<string>,
): SQL {
  return sql`(${table.name}, ${table.id}) > (${name}, ${id}::uuid)`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
