import * as lib from 'cognito-forgot-password';
import { context } from '../context.ts';
import { exampleCases } from '../examples/workerd.ts';
import { runAndReport } from '../harness.ts';

export default {
  test: (): Promise<void> => runAndReport(exampleCases, lib, context),
};
