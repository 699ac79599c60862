import { expect, it } from 'vitest';
import { initialsOf } from './initials-avatar.tsx';

it.each([
  ['Lin Mei', 'LM'],
  ['林梅', '林梅'],
  ['ada', 'AD'],
  ['Jean-Luc van D’Arcy', 'JD'],
  ['“Nick” O’Neill', 'NO'],
  ['Bo (extern)', 'BE'],
  ['—', ''],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
