import { pino } from 'pino';
import { expect, test } from 'vitest';
import { type WindowsEvent, windowsEventLog } from './event-log.ts';

function setUp() {
  const events: WindowsEvent[] = [];
  let now = 0;
  const stream = windowsEventLog({ write: (event) => events.push(event), nowMs: () => now });
  const log = pino({ level: 'warn', base: null, redact: { paths: ['token'] } }, stream);
  return {
    events,
    log,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('tells Windows of what went wrong, with its details and without secrets', () => {
  const { events, log } = setUp();
  log.warn({ code: 'token-not-used', token: 'abc' }, 'enrolled already');
  log.error('the disk is full');
  log.info('the state changed');
  expect(events).toEqual([
    {
      level: 'warning',
      text: 'enrolled already\n\n{\n  "code": "token-not-used",\n  "token": "[Redacted]"\n}',
    },
    { level: 'error', text: 'the disk is full' },
  ]);
});

test('does not drive out what other programs have said', () => {
  const { events, log, pass } = setUp();
  for (let count = 0; count < 30; count += 1) log.warn('the portal does not answer');
  expect(events).toHaveLength(10);
  expect(events.at(-1)?.text).toContain('More follows in recorder.log alone');
  pass(10 * 60_000);
  log.warn('the portal does not answer');
  expect(events).toHaveLength(11);
  expect(events.at(-1)?.text).toBe('the portal does not answer');
});
