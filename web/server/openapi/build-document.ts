import { HTTP_STATUS } from '@workcompanion/core/errors';
import { ErrorResponse } from '@workcompanion/core/protocol/messages';
import { z } from 'zod';
import type { Operation } from './operations.ts';

type Json = Readonly<Record<string, unknown>>;

/** https://spec.openapis.org/oas/v3.1.1: its schemas are JSON Schema 2020-12, which zod writes. */
export function buildDocument(
  operations: Readonly<Record<string, Operation>>,
  { version, url }: { readonly version: string; readonly url: string },
): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const [method = '', address = ''] = name.split(' ');
    const path = address.replaceAll('[', '{').replaceAll(']', '}');
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(path, operation, method) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'WorkCompanion',
      version,
      description: `Times are microseconds since 1970 in UTC. Error codes: ${Object.keys(HTTP_STATUS).join(', ')}.`,
    },
    servers: [{ url }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'next-auth.session-token' },
        device: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT signed by the device' },
        metrics: { type: 'http', scheme: 'bearer' },
      },
      responses: {
        Error: {
          description: 'Refused or failed; the status follows from the code.',
          content: { 'application/json': { schema: schemaOf(ErrorResponse, 'output') } },
        },
      },
    },
  };
}

function describe(path: string, operation: Operation, method: string): Json {
  const { id, body } = operation;
  const parameters = parametersOf(path, operation);
  return {
    operationId: id,
    tags: [path.split('/')[path.startsWith('/api/portal/') ? 3 : 2]],
    security: operation.isOpen ? [] : [{ [securityOf(path)]: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body, 'input') } },
          },
        }),
    responses: {
      ...answerOf(operation, method),
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

function securityOf(path: string): 'session' | 'device' | 'metrics' {
  if (path === '/api/metrics') return 'metrics';
  return path.startsWith('/api/recorder/') ? 'device' : 'session';
}

function answerOf({ answer }: Operation, method: string): Json {
  if (answer === null) return { [method === 'HEAD' ? 200 : 204]: { description: 'Done.' } };
  const content =
    typeof answer === 'string'
      ? { [answer]: {} }
      : { 'application/json': { schema: schemaOf(answer, 'output') } };
  return { 200: { description: 'Done.', content } };
}

/** What the path names in braces is of the path; all else that the address holds is its query. */
function parametersOf(path: string, { location }: Operation): Json[] {
  const { properties, required } = ObjectSchema.parse(schemaOf(location, 'input'));
  return Object.entries(properties).map(([name, schema]) => {
    const isOfPath = path.includes(`{${name}}`);
    return {
      name,
      in: isOfPath ? 'path' : 'query',
      required: isOfPath || required.includes(name),
      schema,
    };
  });
}

const ObjectSchema = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).default([]),
});

/** What can't be said in JSON Schema (a transformation) is said as anything. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
  });
  return rest;
}
