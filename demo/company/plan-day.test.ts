import { describe, expect, test } from 'vitest';
import { EMPLOYEES } from './cast.ts';
import { PIECE_MINUTES, planDay } from './plan-day.ts';

const MONTH = Array.from({ length: 30 }, (_, day) => `2026-11-${String(day + 1).padStart(2, '0')}`);

describe('the day of somebody at the company', () => {
  test('is the same each time it is planned, and another for each person', () => {
    expect(planDay('mia.brandt', '2026-11-18')).toEqual(planDay('mia.brandt', '2026-11-18'));
    const days = new Set(
      EMPLOYEES.map(({ login }) => JSON.stringify(planDay(login, '2026-11-18'))),
    );
    expect(days.size).toBeGreaterThan(8);
  });

  test('is free at the weekend, and now and then besides', () => {
    expect(planDay('mia.brandt', '2026-11-21')).toEqual([]);
    const worked = MONTH.filter((date) => planDay('mia.brandt', date).length > 0);
    expect(worked.length).toBeGreaterThan(14);
    expect(worked.length).toBeLessThan(22);
  });

  test('has parts that follow each other, of whole pieces of footage', () => {
    for (const { login } of EMPLOYEES) {
      for (const date of MONTH) {
        const parts = planDay(login, date);
        for (const [at, { from, to }] of parts.entries()) {
          expect(to).toBeGreaterThan(from);
          expect((to - from) % PIECE_MINUTES).toBe(0);
          expect(parts[at + 1]?.from ?? to).toBe(to);
        }
      }
    }
  });
});
