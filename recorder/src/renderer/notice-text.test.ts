import { expect, test } from 'vitest';
import { noticeChanges, noticeParts } from './notice-text.ts';

test('reads headings and paragraphs, and keeps the lines within one', () => {
  expect(noticeParts('# What\nOne line,\nanother.\n\n\nMore.\n## Why\n\nSo.')).toEqual([
    { isHeading: true, text: 'What' },
    { isHeading: false, text: 'One line,\nanother.' },
    { isHeading: false, text: 'More.' },
    { isHeading: true, text: 'Why' },
    { isHeading: false, text: 'So.' },
  ]);
});

test('tells what a new version adds and what it leaves out', () => {
  const before = 'The screen is recorded.\n\nFor 30 days.';
  expect(noticeChanges(before, 'The screen is recorded.\n\nFor 90 days.')).toEqual({
    added: ['For 90 days.'],
    removed: ['For 30 days.'],
  });
  expect(noticeChanges(before, before)).toBeNull();
});
