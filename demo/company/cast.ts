/** Who works at the company of the demo. Nobody of this name is meant. */
export interface Employee {
  readonly name: string;
  readonly login: string;
  readonly hostname: string;
  readonly team: 'Customer service' | 'Finance' | 'Development';
  readonly displays: 1 | 2;
  /** What is on their screens, most of it first. */
  readonly scenes: readonly string[];
  readonly language: 'en' | 'zh';
}

export const EMPLOYEES: readonly Employee[] = [
  person('Mia Brandt', 'Customer service', 1, ['mail', 'chat', 'call'], 'en'),
  person('Jonas Weber', 'Customer service', 2, ['chat', 'mail', 'document'], 'en'),
  person('Li Na', 'Customer service', 1, ['chat', 'mail', 'call'], 'zh'),
  person('Omar Haddad', 'Customer service', 1, ['mail', 'dashboard', 'chat'], 'en'),
  person('Sofia Rossi', 'Finance', 2, ['sheet', 'mail', 'document'], 'en'),
  person('Wang Wei', 'Finance', 1, ['sheet', 'dashboard', 'mail'], 'zh'),
  person('Emma Schulz', 'Finance', 1, ['sheet', 'document', 'call'], 'en'),
  person('Tom Becker', 'Finance', 1, ['dashboard', 'sheet', 'chat'], 'en'),
  person('Chen Jie', 'Development', 2, ['code', 'terminal', 'chat'], 'zh'),
  person('Nina Vogel', 'Development', 2, ['code', 'document', 'call'], 'en'),
  person('Ravi Patel', 'Development', 1, ['terminal', 'code', 'chat'], 'en'),
  person('Lena Fischer', 'Development', 1, ['document', 'code', 'mail'], 'en'),
];

function person(
  name: string,
  team: Employee['team'],
  displays: Employee['displays'],
  scenes: Employee['scenes'],
  language: Employee['language'],
): Employee {
  const login = name.toLowerCase().replace(' ', '.');
  const hostname = `PC-${login.replace('.', '-').toUpperCase()}`;
  return { name, login, hostname, team, displays, scenes, language };
}

/** Who looks after them. */
export const ACCOUNTS = {
  admin: { name: 'Ada Admin', email: 'ada@example.com' },
  second: { name: 'Bo Berg', email: 'bo@example.com', roles: ['admin'] },
  service: { name: 'Marta Klein', email: 'marta@example.com', roles: ['manager'] },
  finance: { name: 'Zhao Min', email: 'zhao@example.com', roles: ['manager'] },
  compliance: { name: 'Carl Compliance', email: 'carl@example.com', roles: ['compliance'] },
  auditor: { name: 'Auri Auditor', email: 'auri@example.com', roles: ['auditor'] },
  employee: { name: 'Mia Brandt', email: 'mia@example.com', roles: ['employee'] },
} as const;
