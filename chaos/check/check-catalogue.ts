import type { CatalogueSegment, DeviceBooks, RunBooks, StatementFacts } from './books.ts';
import { payloadOf } from './compact-jws.ts';
import type { ChaosFinding } from './finding.ts';

/** Whether the server has once, and only, what it gave receipts for: entries, and rows of segments. */
export function checkCatalogue({ devices, catalogue }: RunBooks): ChaosFinding[] {
  const entries = new Map<string, string[]>();
  for (const { device, index, statement } of catalogue.entries)
    put(entries, `${device} ${index}`, statement);
  const rows = new Map<string, CatalogueSegment[]>();
  for (const row of catalogue.segments) put(rows, row.id, row);

  const findings = devices.flatMap((books) => checkDevice(books, entries, rows));
  const said = new Set(devices.flatMap(({ journal }) => journal.map((row) => row.statement)));
  for (const { device, index, statement } of catalogue.entries) {
    if (said.has(statement)) continue;
    findings.push({ kind: 'never said', what: `entry ${index} of device ${device}` });
  }
  const segments = new Set(
    [...said].flatMap((jws) => payloadOf<StatementFacts>(jws).segment ?? []),
  );
  for (const { id } of catalogue.segments)
    if (!segments.has(id)) findings.push({ kind: 'never said', what: `segment ${id}` });
  return findings;
}

function checkDevice(
  { name, device, journal }: DeviceBooks,
  entries: ReadonlyMap<string, readonly string[]>,
  rows: ReadonlyMap<string, readonly CatalogueSegment[]>,
): ChaosFinding[] {
  const findings: ChaosFinding[] = [];
  for (const { index, statement, receipt, status, lastError } of journal) {
    const where = `${name}, entry ${index}`;
    const said = payloadOf<StatementFacts>(statement);
    if (receipt === null) {
      const why = status === 2 ? `refused (${lastError})` : `waits (${lastError ?? 'not tried'})`;
      findings.push({ kind: 'not sent', what: `${where}, ${said.kind}: ${why}` });
      continue;
    }
    const stored = entries.get(`${device} ${index}`) ?? [];
    if (!stored.includes(statement)) findings.push({ kind: 'lost', what: `${where}: its entry` });
    if (stored.length > 1) findings.push({ kind: 'doubled', what: `${where}: its entry` });
    if (said.segment === undefined) continue;
    const found = rows.get(said.segment) ?? [];
    if (found.length === 0)
      findings.push({ kind: 'lost', what: `${where}: row of ${said.segment}` });
    if (found.length > 1)
      findings.push({ kind: 'doubled', what: `${where}: row of ${said.segment}` });
    for (const row of found) {
      if (row.device === device && row.sha256 === said.sha256 && row.bytes === said.bytes) continue;
      findings.push({ kind: 'wrong bytes', what: `${where}: row of ${said.segment}` });
    }
  }
  return findings;
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
