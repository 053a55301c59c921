import { taxAmountProblems } from './tax/amounts.ts';
import { taxBusinessProblems } from './tax/businesses.ts';
import { taxPlaceProblems } from './tax/places.ts';
import { taxSetupProblems } from './tax/setup.ts';

export const taxProblems = {
  ...taxSetupProblems,
  ...taxAmountProblems,
  ...taxPlaceProblems,
  ...taxBusinessProblems,
};
