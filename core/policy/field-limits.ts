import { z } from 'zod';
import { Policy } from '../protocol/policy.ts';
import type { PolicyFieldPath } from './policy-field.ts';

/** What the schema says of a number: the least, the most, and whether it may be left empty. */
export interface NumberLimits {
  readonly minimum: number;
  readonly maximum: number;
  readonly isOptional: boolean;
}

export function numberLimits(path: PolicyFieldPath): NumberLimits {
  const schema = schemaOf(path);
  const number = bare(schema);
  if (!(number instanceof z.ZodNumber)) throw new Error(`${path} is no number`);
  return {
    minimum: number.minValue ?? Number.NEGATIVE_INFINITY,
    maximum: number.maxValue ?? Number.POSITIVE_INFINITY,
    isOptional: z.safeParse(schema, null).success,
  };
}

/** The values that a field can have. */
export function choicesOf(path: PolicyFieldPath): readonly string[] {
  const schema = bare(schemaOf(path));
  if (!(schema instanceof z.ZodEnum)) throw new Error(`${path} is no choice`);
  return schema.options.map(String);
}

function schemaOf(path: PolicyFieldPath): z.core.$ZodType {
  return path.split('.').reduce<z.core.$ZodType>((schema, key) => {
    const object = bare(schema);
    const inner = object instanceof z.ZodObject ? object.shape[key] : undefined;
    if (inner === undefined) throw new Error(`a policy has no ${path}`);
    return inner;
  }, Policy);
}

/** The schema inside of what makes it optional. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapped =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable;
  return isWrapped ? bare(schema.unwrap()) : schema;
}
