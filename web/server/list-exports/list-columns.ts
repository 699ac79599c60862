import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import type { RouteDefinition } from '../../contract/define-routes.ts';

/** A column of a list as a table: what it is called, and what a row has there. */
interface ListColumn {
  readonly name: string;
  readonly read: (row: unknown) => unknown;
}

const MICROS = /Micros$/;
const SECOND = 1_000_000;

/**
 * The columns of a list, derived from what the contract says of its rows: each value has its own, named by
 * its path. Times are ISO 8601 in UTC, lengths are seconds, and of a list within a row stand its names, or how
 * many there are.
 */
export function listColumns({ answer }: RouteDefinition): readonly ListColumn[] {
  const items = answer instanceof z.ZodObject ? answer.shape['items'] : null;
  return items instanceof z.ZodArray ? columnsOf(asSchema(items.element), []) : [];
}

function columnsOf(row: z.ZodType, path: readonly string[]): readonly ListColumn[] {
  const schema = bareOf(row);
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, part]) =>
      columnsOf(asSchema(part), [...path, key]),
    );
  }
  const name = path.join('.');
  const at = (value: unknown) => path.reduce(partOf, value);
  if (schema === UtcMicros) return [{ name, read: (value) => isoOf(at(value)) }];
  if (MICROS.test(name)) {
    return [{ name: name.replace(MICROS, 'Seconds'), read: (value) => secondsOf(at(value)) }];
  }
  if (schema instanceof z.ZodArray) return [{ name, read: (value) => namesOf(at(value)) }];
  return [{ name, read: at }];
}

/** Without what says that it may be missing, or that a client may not know it. */
function bareOf(schema: z.ZodType): z.ZodType {
  if (
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault
  ) {
    return bareOf(asSchema(schema.unwrap()));
  }
  return schema;
}

/** Safe: each part of a schema of ours is made by the same zod. */
function asSchema(part: unknown): z.ZodType {
  return part as z.ZodType;
}

function partOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
}

function isoOf(micros: unknown): string | null {
  return typeof micros === 'number' ? new Date(micros / 1000).toISOString() : null;
}

function secondsOf(micros: unknown): number | null {
  return typeof micros === 'number' ? Math.round(micros / SECOND) : null;
}

const NAMES = ['name', 'hostname', 'title'] as const;

function namesOf(values: unknown): unknown {
  if (!Array.isArray(values)) return values;
  const names = values.map((value: unknown) =>
    typeof value === 'object'
      ? NAMES.map((key) => partOf(value, key)).find((name) => typeof name === 'string')
      : value,
  );
  return names.includes(undefined) ? values.length : names.join('; ');
}
