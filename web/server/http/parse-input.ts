import { AppError } from '@workcompanion/core/errors';
import { hasOnlyStorableText } from '@workcompanion/core/protocol/primitives';
import type { z } from 'zod';

const SHOWN_ISSUES = 5;

/** The border: wire data to a typed value, or `invalid-input` that names each field and its fault. */
export function parseInput<S extends z.ZodType>(schema: S, data: unknown): z.output<S> {
  if (!hasOnlyStorableText(data)) {
    throw new AppError('invalid-input', 'A text holds U+0000 or half of a surrogate pair.');
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-input', explain(parsed.error), { cause: parsed.error });
}

function explain(error: z.ZodError): string {
  const { issues } = error;
  const shown = issues.slice(0, SHOWN_ISSUES).map(({ path, message }) => {
    const field = path.map(String).join('.');
    return field === '' ? message : `${field}: ${message}`;
  });
  const rest = issues.length - shown.length;
  return `Not a valid request. ${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}
