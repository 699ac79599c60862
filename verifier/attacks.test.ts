import { expect, it } from 'vitest';
import { ATTACKS } from './testing/attacks/all-attacks.ts';
import { isRight, tryAttacks, VERIFIERS } from './testing/attacks/try-attacks.ts';

/** All of them take minutes: `npm run attacks`. */
const EVERY = 12;

it('is never proven by any of the three verifiers, and each names the attack', async () => {
  const chosen = ATTACKS.filter(({ code }, at) => code === null || at % EVERY === 0);
  const { tried } = await tryAttacks(chosen);
  const wrong = tried.flatMap(({ attack, answers }) =>
    VERIFIERS.filter((verifier) => !isRight(attack, answers[verifier])).map((verifier) => ({
      attack: attack.name,
      verifier,
      ...answers[verifier],
    })),
  );
  expect(wrong).toEqual([]);
}, 300_000);
