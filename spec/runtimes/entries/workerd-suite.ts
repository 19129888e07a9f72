import * as lib from 'cognito-forgot-password';
import { allCases } from '../cases/all.ts';
import { context } from '../context.ts';
import { runAndReport } from '../harness.ts';

export default {
  test: (): Promise<void> => runAndReport(allCases, lib, context),
};
