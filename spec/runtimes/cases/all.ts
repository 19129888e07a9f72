import type { Cases } from '../harness.ts';
import { cmdletCases } from './cmdlet.ts';
import { deliveryCases } from './delivery.ts';
import { failureCases } from './failures.ts';
import { handlerCases } from './handler.ts';
import { limitCases } from './limits.ts';
import { pureCases } from './pure.ts';
import { refusalCases } from './refusals.ts';
import { successCases } from './success.ts';
import { testingCases } from './testing.ts';
import { validationCases } from './validation.ts';

/** What must hold in every runtime. */
export const allCases: Cases = {
  ...successCases,
  ...cmdletCases,
  ...validationCases,
  ...pureCases,
  ...refusalCases,
  ...failureCases,
  ...deliveryCases,
  ...limitCases,
  ...handlerCases,
  ...testingCases,
};
