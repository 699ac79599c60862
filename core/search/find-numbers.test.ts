import { describe, expect, test } from 'vitest';
import { findNumbers, mayHoldNumber } from './find-numbers.ts';
import { foldText } from './fold.ts';
import type { NumberKind } from './number-kinds.ts';

/** What is marked in a line; a line whose folded form is ruled out would never be looked at. */
function marked(text: string, kind: NumberKind): string[] {
  const found = findNumbers(text, kind).map(({ from, to }) => text.slice(from, to));
  if (found.length > 0) expect(mayHoldNumber(foldText(text), kind)).toBe(true);
  return found;
}

describe('payment cards', () => {
  test.each([
    ['Visa in one', 'Card 4111111111111111 exp 12/27', '4111111111111111'],
    ['Visa in fours', 'Card: 4111 1111 1111 1111, exp 12/27', '4111 1111 1111 1111'],
    ['Mastercard with dashes', 'pay 5555-5555-5555-4444.', '5555-5555-5555-4444'],
    ['a dash that a reader made longer', '5555–5555–5555–4444', '5555–5555–5555–4444'],
    ['Amex as 4-6-5', '3782 822463 10005', '3782 822463 10005'],
    ['UnionPay of 19 digits', '卡号6222021234567890128，储蓄卡', '6222021234567890128'],
    [
      'full-width digits',
      '卡号：４１１１１１１１１１１１１１１１',
      '４１１１１１１１１１１１１１１１',
    ],
    ['a number before it', 'Order 20418 4111 1111 1111 1111', '4111 1111 1111 1111'],
    ['a year behind it', '4111 1111 1111 1111 2027', '4111 1111 1111 1111'],
  ])('are found: %s', (_, text, number) => {
    expect(marked(text, 'payment-card')).toEqual([number]);
  });

  test('are found twice in a line', () => {
    expect(marked('4111 1111 1111 1111 / 378282246310005', 'payment-card')).toHaveLength(2);
  });

  test.each([
    ['the checksum is wrong', '4111 1111 1111 1112'],
    ['a UnionPay checksum is wrong', '6222021234567890129'],
    ['no issuer begins so', '9999 9999 9999 9995'],
    ['it is part of more digits', '941111111111111111 and 41111111111111113'],
    ['it is glued to a word', 'id4111111111111111'],
    ['two spaces part it', '4111 1111  1111 1111'],
    ['a table of small figures', '41 11 11 11 11 11 11 11'],
    ['amounts', '4,111,111.11 11,111,111'],
  ])('are not found where %s', (_, text) => {
    expect(findNumbers(text, 'payment-card')).toEqual([]);
  });
});

describe('Chinese identity numbers', () => {
  test.each([
    ['with an X', '身份证号：11010519491231002X', '11010519491231002X'],
    ['with a small x', 'id 11010519491231002x ok', '11010519491231002x'],
    ['in groups', '110105 19491231 002X', '110105 19491231 002X'],
    ['between Chinese signs', '客户440524188001010014已核实', '440524188001010014'],
  ])('are found: %s', (_, text, number) => {
    expect(marked(text, 'chinese-id')).toEqual([number]);
  });

  test.each([
    ['the checksum is wrong', '110105194912310021'],
    ['there is no such day', '110105194902300028'],
    ['it is the old form without a checksum', '110105491231002'],
    ['it is part of more digits', '11010519491231002X7'],
  ])('are not found where %s', (_, text) => {
    expect(findNumbers(text, 'chinese-id')).toEqual([]);
  });
});

describe('IBANs', () => {
  test.each([
    ['in fours', 'IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFF', 'DE89 3704 0044 0532 0130 00'],
    ['in one', 'GB29NWBK60161331926819', 'GB29NWBK60161331926819'],
    [
      'with letters',
      'MT84 MALT 0110 0001 2345 MTLC AST0 01S',
      'MT84 MALT 0110 0001 2345 MTLC AST0 01S',
    ],
    ['the shortest', 'to NO93 8601 1117 947 today', 'NO93 8601 1117 947'],
  ])('are found: %s', (_, text, number) => {
    expect(marked(text, 'iban')).toEqual([number]);
  });

  test.each([
    ['the checksum is wrong', 'DE88 3704 0044 0532 0130 00'],
    ['the country has another length', 'DE89 3704 0044 0532 0130'],
    ['no country begins so', 'ZZ89 3704 0044 0532 0130 00'],
  ])('are not found where %s', (_, text) => {
    expect(findNumbers(text, 'iban')).toEqual([]);
  });
});
