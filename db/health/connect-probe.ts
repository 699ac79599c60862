import { connect, type DatabaseConnection } from '../client.ts';

/** For looks at the database's health alone: those of the pool may all be waiting. */
export function connectProbe(databaseUrl: string, applicationName: string): DatabaseConnection {
  return connect(databaseUrl, {
    max: 2,
    connectTimeoutMs: 1_500,
    statementTimeoutMs: 1_000,
    applicationName,
  });
}
