import { expect, it } from 'vitest';
import { readOptions } from './readOptions.ts';

it('plays ten thousand seeds from the first on, unless told otherwise', () => {
  expect(readOptions([])).toEqual({
    ...{ from: 1, seeds: 10_000, trace: false, without: null, against: null, processes: null, report: null },
  });
  expect(readOptions(['--seeds', '20', '--from', '7'])).toMatchObject({ from: 7, seeds: 20 });
});

it('plays one seed alone and prints its trace', () => {
  expect(readOptions(['--seed', '42', '--without', 'lease'])).toMatchObject({
    ...{ from: 42, seeds: 1, trace: true, without: 'lease', against: 'lease' },
  });
});

it('plays the faults of a protection with the protection in place', () => {
  expect(readOptions(['--seed', '42', '--against', 'lease'])).toMatchObject({
    without: null,
    against: 'lease',
  });
});

it('plays in as many processes as it is told, and writes down what came of them', () => {
  expect(readOptions(['--processes', '1', '--report', 'r.json'])).toMatchObject({
    processes: 1,
    report: 'r.json',
  });
});

it.each([
  [['--seeds', 'many'], '--seeds wants a whole number up to 2147483647, not "many"'],
  [['--seeds', '0'], '--seeds wants at least 1'],
  [['--from', '-1'], /^Option '--from' argument is ambiguous/],
  [['--seed', '1', '--seeds', '2'], '--seed plays one seed; --seeds and --from do not go with it'],
  [['--without', 'luck'], /^There is no protection "luck"; there are: look-up, read-back, /],
  [['--frm', '3'], /^Unknown option '--frm'/],
  [['7'], /^Unexpected argument '7'/],
])('says in one line what is wrong with %j', (args, message) => {
  const said = readOptions(args);
  expect(said).toMatch(message);
  expect(said).toMatch(/Usage: npm run faults -- .*--seed S/);
  expect(said).not.toContain('\n');
});
